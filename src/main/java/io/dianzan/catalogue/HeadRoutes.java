package io.dianzan.catalogue;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.LifeCycle;
import io.dianzan.campaign.Results;
import io.dianzan.campaign.Rules;
import io.dianzan.http.Language;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A campaign as a phone first meets it: its state, its rules in numbers, what there is to vote for. */
public final class HeadRoutes {
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Catalogue catalogue;
    private final PublishedCounts published;

    public HeadRoutes(Campaigns campaigns, CampaignClock clock, Catalogue catalogue, PublishedCounts published) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.catalogue = catalogue;
        this.published = published;
    }

    /** Times in epoch seconds; {@code day} is today's name, which a phone sends back with its taps. */
    record Head(
            String slug,
            String title,
            String state,
            String text,
            Long opens,
            Long closes,
            String zone,
            List<ZoneOffsets.From> offsets,
            long now,
            String day,
            Long resets,
            Votes votes,
            Shown results,
            List<Works.Category> categories,
            Totals totals) {}

    /** The wider quotas are null where there are none. */
    record Votes(
            int perDay, String sameWork, Boolean needsKey, Integer perWork, Integer perCategory, Integer perCampaign) {}

    /** How counts are shown; {@code by} in seconds. Only where it is {@code live} may one move by one at a tap. */
    record Shown(String show, Long by, Integer to) {
        static Shown of(Results results) {
            return new Shown(
                    results.show().word(),
                    results.isDelayed() ? results.by().toSeconds() : null,
                    results.isRounded() ? results.to() : null);
        }
    }

    /** {@code votes} is absent while the results are hidden. */
    record Totals(int works, Long votes) {}

    public Future<Reply> head(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var now = clock.now();
        var head = head(campaign, now, Language.of(ctx));
        ctx.response().putHeader(HttpHeaders.VARY, "Accept-Language");
        return Future.succeededFuture(Reply.json(head));
    }

    private Head head(Campaign campaign, Instant now, Language language) {
        var rules = campaign.rulesAt(now).rules();
        var life = campaign.lifeCycleAt(now);
        var works = catalogue.require(campaign.id());
        return new Head(
                campaign.slug(),
                rules.title(language),
                life.state().name().toLowerCase(Locale.ROOT),
                life.text(),
                seconds(life.opens()),
                seconds(life.closes()),
                rules.zone().getId(),
                ZoneOffsets.around(rules.zone(), now),
                now.getEpochSecond(),
                day(campaign, now, life),
                campaign.resetsAfter(now).map(Instant::getEpochSecond).orElse(null),
                votesOf(rules),
                Shown.of(campaign.resultsAt(now)),
                works.categories(),
                new Totals(works.listed().size(), total(campaign, works)));
    }

    private static Votes votesOf(Rules rules) {
        return new Votes(
                rules.perDay(),
                rules.sameWork().word(),
                rules.needsKey() ? true : null,
                orNull(rules.quotas().perWork()),
                orNull(rules.quotas().perCategory()),
                orNull(rules.quotas().perCampaign()));
    }

    private static Integer orNull(int quota) {
        return quota == 0 ? null : quota;
    }

    /** A campaign that is over, or not begun, has no day that a tap could ask for. */
    private static String day(Campaign campaign, Instant now, LifeCycle life) {
        var over = life.state().isOver() || life.state() == LifeCycle.State.DRAFT;
        return over
                ? null
                : campaign.dayAt(now)
                        .map(CampaignDay::date)
                        .map(Object::toString)
                        .orElse(null);
    }

    private Long total(Campaign campaign, Works works) {
        var counts = published.of(campaign.id());
        return counts == null
                ? null
                : works.listed().stream()
                        .mapToLong(work -> counts.votes(work.id()))
                        .sum();
    }

    private static Long seconds(Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }
}
