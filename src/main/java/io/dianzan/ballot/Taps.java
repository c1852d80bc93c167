package io.dianzan.ballot;

import io.dianzan.ballot.Voting.Wish;
import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Origins;
import io.dianzan.login.VoterToken;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Reads a tap from what a phone sent; the instant at which it is read is the one at which it is accepted. */
public final class Taps {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private final CampaignClock clock;
    private final Campaigns campaigns;
    private final Catalogue catalogue;
    private final TapNames names;
    private final Origins origins;

    public Taps(CampaignClock clock, Campaigns campaigns, Catalogue catalogue, TapNames names, Origins origins) {
        this.clock = clock;
        this.campaigns = campaigns;
        this.catalogue = catalogue;
        this.names = names;
        this.origins = origins;
    }

    /** {@code share}: see {@link Tap}. */
    Tap accept(VoterToken voter, Wish wish, HttpServerRequest request, String share) {
        var campaign = campaigns.require(wish.slug());
        var work = catalogue.require(campaign.id()).require(wish.number());
        var key = wish.key();
        if (key != null && !KEY.matcher(key).matches()) {
            throw Refused.malformed("Idempotency-Key", "1 to 64 printable characters");
        }
        if (!clock.isTrusted()) {
            throw Refusal.CLOCK_WRONG.refused();
        }
        // as exact as PostgreSQL keeps it: a ballot's time must fall on the side of a border on which it was judged
        var now = clock.now().truncatedTo(ChronoUnit.MICROS);
        if (key == null && campaign.rulesAt(now).rules().needsKey()) {
            throw Refused.malformed("Idempotency-Key", "a key, for this campaign takes several votes for one work");
        }
        var today = today(campaign, now);
        var asked = askedDay(wish.day(), today);
        var name = key == null ? TapNames.random() : names.of(campaign.id(), key, asked);
        return new Tap(
                campaign,
                work,
                voter,
                name,
                key != null,
                asked,
                today,
                now,
                System.nanoTime(),
                1,
                origins.of(request),
                share);
    }

    /** The campaign's present day; while it is open that day has been made, or nothing can be recorded. */
    static LocalDate today(Campaign campaign, Instant now) {
        var made = campaign.dayAt(now).map(CampaignDay::date);
        if (made.isEmpty() && campaign.stopAt(now).isEmpty()) {
            throw Refusal.BUSY.refused();
        }
        return made.orElseGet(() -> campaign.rulesAt(now).rules().calendar().dateOf(now));
    }

    private static LocalDate askedDay(String text, LocalDate today) {
        if (text == null) {
            return null;
        }
        try {
            var day = LocalDate.parse(text);
            if (!day.isAfter(today)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw Refused.malformed("day", "a campaign day such as 2024-02-29");
        }
        throw Refused.malformed("day", "a campaign day that has begun");
    }
}
