package io.dianzan.ballot;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.PublishedCounts;
import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What a phone is told of an outcome. The outcome's day and work are the tap's own; {@code votes}, {@code left} and
 * {@code resets} are of now.
 */
public final class Answers {
    private static final String CAMPAIGN = "campaign";

    private final CampaignClock clock;
    private final Catalogue catalogue;
    private final PublishedCounts published;
    private final TapMeters meters;

    public Answers(CampaignClock clock, Catalogue catalogue, PublishedCounts published, TapMeters meters) {
        this.clock = clock;
        this.catalogue = catalogue;
        this.published = published;
        this.meters = meters;
    }

    /**
     * Today, as the voter has it. {@code now} and {@code resets} in epoch seconds; {@code spent}: the scope of a quota that
     * no day gives back, or null.
     */
    public record Me(String voter, String day, int left, Long resets, long now, List<String> today, String spent) {}

    Receipt of(Tap tap, Outcome outcome) {
        return switch (outcome.kind()) {
            case RECORDED -> receipt(tap, outcome, false);
            case REPEAT -> receipt(tap, outcome, true);
            case KEY_REUSED -> throw Refusal.KEY_REUSED.refused();
            case QUOTA_SPENT -> throw spent(Refusal.QUOTA_SPENT, tap, outcome).with("scope", "day");
            case CATEGORY_SPENT ->
                throw spent(Refusal.QUOTA_SPENT, tap, outcome).with("scope", "category");
            case CAMPAIGN_SPENT ->
                throw spent(Refusal.QUOTA_SPENT, tap, outcome).with("scope", CAMPAIGN);
            case WORK_SPENT -> throw spent(Refusal.WORK_SPENT, tap, outcome);
            case STOPPED -> throw stopped(tap, outcome);
            case WORLD_MOVED -> throw Refusal.BUSY.refused();
        };
    }

    Me me(Campaign campaign, long voter, LocalDate day, Past past) {
        var now = clock.now();
        var open = campaign.stopAt(now).isEmpty();
        var rules = campaign.rulesAt(now).rules();
        var today = past.ballots();
        var ofDay = Math.max(0, rules.perDay() - today.size());
        var spent = rules.quotas().isSpent(past.turns());
        return new Me(
                Long.toString(voter),
                day.toString(),
                open ? rules.quotas().leftOf(ofDay, past.turns()) : 0,
                spent ? null : resets(campaign, now),
                now.getEpochSecond(),
                numbers(campaign, today),
                spent ? CAMPAIGN : null);
    }

    private Receipt receipt(Tap tap, Outcome outcome, boolean repeat) {
        (repeat ? meters.repeated() : meters.recorded()).increment();
        var now = clock.now();
        return new Receipt(
                true,
                votes(tap, outcome),
                left(tap, outcome, now),
                resets(tap, outcome, now),
                repeat ? true : null,
                repeat ? outcome.day().toString() : null);
    }

    /** The published count, plus this vote where that count is of a snapshot before it; null while hidden. */
    private Long votes(Tap tap, Outcome outcome) {
        var counts = published.of(tap.campaign().id());
        if (counts == null) {
            return null;
        }
        var missing = outcome.transaction() != 0 && !counts.holds(outcome.transaction());
        return counts.votes(tap.work().id()) + (missing ? 1 : 0);
    }

    /** Of now: a tap that was accepted just before its day ended is told of the day that has begun. */
    private static int left(Tap tap, Outcome outcome, Instant now) {
        if (tap.campaign().stopAt(now).isPresent()) {
            return 0;
        }
        var nextDay = tap.campaign().dayAt(now).filter(day -> !day.date().equals(tap.day()));
        var ofDay = nextDay.isPresent() ? tap.perDay() : Math.max(0, tap.perDay() - outcome.slots());
        return tap.rules().quotas().leftOf(ofDay, outcome.turns());
    }

    /** No day gives back what was spent of the whole campaign's votes. */
    private static Long resets(Tap tap, Outcome outcome, Instant now) {
        return tap.rules().quotas().isSpent(outcome.turns()) ? null : resets(tap.campaign(), now);
    }

    private static Long resets(Campaign campaign, Instant now) {
        return campaign.resetsAfter(now).map(Instant::getEpochSecond).orElse(null);
    }

    /** A tap that was meant for a day that is over is told what there is for it today. */
    private Refused stopped(Tap tap, Outcome outcome) {
        var refused = outcome.stop().toldAt(tap.acceptedAt());
        return refused.reason() == Refusal.DAY_OVER
                ? withToday(refused, tap, outcome)
                : refused.with("now", clock.now().getEpochSecond());
    }

    private Refused spent(Refusal reason, Tap tap, Outcome outcome) {
        return withToday(reason.refused(), tap, outcome);
    }

    private Refused withToday(Refused refused, Tap tap, Outcome outcome) {
        var now = clock.now();
        return refused.with("left", left(tap, outcome, now))
                .with("resets", resets(tap, outcome, now))
                .with("now", now.getEpochSecond())
                .with("today", numbers(tap.campaign(), outcome.today()));
    }

    private List<String> numbers(Campaign campaign, List<Ballot> ballots) {
        var works = catalogue.require(campaign.id());
        return ballots.stream()
                .map(Ballot::work)
                .filter(Objects::nonNull)
                .map(id -> works.byId(id).map(Work::number).orElse("?"))
                .toList();
    }
}
