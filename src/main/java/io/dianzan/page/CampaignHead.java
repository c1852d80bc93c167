package io.dianzan.page;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.LifeCycle;
import io.dianzan.campaign.LifeCycle.State;
import io.dianzan.campaign.Results;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A campaign at the head of its pages. {@code until} (epoch seconds) and {@code left} count down to the opening or the
 * close, and are null where there is nothing to wait for; {@code day} is what a tap asks for, null while none is taken;
 * {@code notice} is an operator's own text, or null; {@code now} in epoch seconds.
 */
public record CampaignHead(
        String slug,
        String title,
        String state,
        Long until,
        String left,
        String when,
        String notice,
        String day,
        int perDay,
        String sameWork,
        String zone,
        long now,
        String results,
        String resultsNote) {

    static CampaignHead of(Campaign campaign, Instant now, Words words) {
        var rules = campaign.rulesAt(now).rules();
        var life = campaign.lifeCycleAt(now);
        var times = new Times(words, rules.zone());
        var until = life.state() == State.DRAFT ? life.opens() : life.state().isOver() ? null : life.closes();
        var results = campaign.resultsAt(now);
        return new CampaignHead(
                campaign.slug(),
                rules.title(words.language()),
                life.state().name().toLowerCase(Locale.ROOT),
                until == null ? null : until.getEpochSecond(),
                until == null ? null : times.left(until, now),
                when(life, times, words),
                life.state() == State.PAUSED ? life.text() : null,
                day(campaign, now, life),
                rules.perDay(),
                rules.sameWork().word(),
                rules.zone().getId(),
                now.getEpochSecond(),
                results.show().word(),
                note(results, times, words));
    }

    public boolean isOpen() {
        return state.equals("open");
    }

    /** What is said of the state: figures after the close are provisional until an operator makes them final. */
    public String stateKey() {
        return state.equals("closed") ? "provisional" : state;
    }

    public String untilKey() {
        return state.equals("draft") ? "state.opensIn" : "state.closesIn";
    }

    private static String note(Results results, Times times, Words words) {
        var facts = Map.of("by", times.span(results.by()), "to", Numbers.grouped(results.to()));
        return words.say("results." + results.show().word(), facts);
    }

    private static String when(LifeCycle life, Times times, Words words) {
        return switch (life.state()) {
                    case DRAFT -> words.say("state.opensAt", "time", times.date(life.opens()));
                    case CLOSED, FINAL -> words.say("state.closedAt", "time", times.date(life.closes()));
                    case OPEN, PAUSED ->
                        life.closes() == null
                                ? words.say("state.always")
                                : words.say("state.closesAt", "time", times.date(life.closes()));
                }
                + " · " + times.zone();
    }

    private static String day(Campaign campaign, Instant now, LifeCycle life) {
        return life.state().isOver() || life.state() == State.DRAFT
                ? null
                : campaign.dayAt(now)
                        .map(CampaignDay::date)
                        .map(Object::toString)
                        .orElse(null);
    }
}
