package io.dianzan.campaign;

import io.dianzan.fault.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one process knows of a campaign: immutable, replaced as a whole. {@code world} is the version of that knowledge,
 * by which the ledger notices a process that is behind.
 */
public record Campaign(
        int id,
        String slug,
        int world,
        int catalogue,
        List<RulesVersion> versions,
        List<CampaignEvent> events,
        List<CampaignDay> days) {

    /** The rules of a version and since when they are in force; versions stand in rising order. */
    public record RulesVersion(int version, Instant effectiveAt, Rules rules) {}

    public RulesVersion rulesAt(Instant instant) {
        var found = versions.get(0);
        for (var version : versions) {
            if (!version.effectiveAt().isAfter(instant)) {
                found = version;
            }
        }
        return found;
    }

    RulesVersion newest() {
        return versions.get(versions.size() - 1);
    }

    public LifeCycle lifeCycleAt(Instant instant) {
        return LifeCycle.at(instant, rulesAt(instant).rules(), events);
    }

    /** The day of an instant; empty while the days around it are not made yet. */
    public Optional<CampaignDay> dayAt(Instant instant) {
        return days.stream().filter(day -> day.contains(instant)).findFirst();
    }

    public Optional<CampaignDay> day(LocalDate date) {
        return days.stream().filter(day -> day.date().equals(date)).findFirst();
    }

    /** Why no vote is taken at an instant; empty while votes are taken. */
    public Optional<Stop> stopAt(Instant instant) {
        var life = lifeCycleAt(instant);
        return switch (life.state()) {
            case OPEN -> Optional.empty();
            case DRAFT ->
                Optional.of(new Stop(
                        Refusal.NOT_OPEN.refused().with("opens", life.opens().getEpochSecond()), null));
            case PAUSED -> Optional.of(new Stop(Refusal.PAUSED.refused().with("text", life.text()), life.since()));
            case CLOSED, FINAL -> Optional.of(Stop.of(Refusal.CLOSED, life.since()));
        };
    }

    /** When a voter's next votes come, after the day of {@code instant}; empty where the campaign ends before that. */
    public Optional<Instant> resetsAfter(Instant instant) {
        var closes = lifeCycleAt(instant).closes();
        return dayAt(instant).map(CampaignDay::ends).filter(end -> closes == null || end.isBefore(closes));
    }

    /** How counts are shown at an instant: by the rules until the close, and then as they are. */
    public Results resultsAt(Instant instant) {
        return lifeCycleAt(instant).state().isOver()
                ? Results.LIVE
                : rulesAt(instant).rules().results();
    }

    /** Hidden results are told when the campaign has closed. */
    public boolean hidesResultsAt(Instant instant) {
        return resultsAt(instant).isHidden();
    }

    /**
     * Since when counts have been shown delayed, and by no less than at {@code instant}; the beginning of time where they
     * always were. A reading from before that may be older than what phones have seen.
     */
    public Instant delayedSince(Instant instant) {
        var by = resultsAt(instant).by();
        return Stream.concat(
                        versions.stream().map(RulesVersion::effectiveAt),
                        events.stream().map(CampaignEvent::effectiveAt))
                .filter(turn -> !turn.isAfter(instant))
                .filter(turn -> resultsAt(turn.minusMillis(1)).by().compareTo(by) < 0)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Before this nobody could vote: the opening, or where there is none the campaign's own beginning. */
    public Instant beginsAt(Instant instant) {
        var opens = lifeCycleAt(instant).opens();
        return opens == null ? versions.get(0).effectiveAt() : opens;
    }
}
