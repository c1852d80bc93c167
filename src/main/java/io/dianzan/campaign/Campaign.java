package io.dianzan.campaign;

import io.dianzan.fault.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

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
            case CLOSED -> Optional.of(Stop.of(Refusal.CLOSED, life.since()));
        };
    }

    /** When a voter's next votes come, after the day of {@code instant}; empty where the campaign ends before that. */
    public Optional<Instant> resetsAfter(Instant instant) {
        var closes = lifeCycleAt(instant).closes();
        return dayAt(instant).map(CampaignDay::ends).filter(end -> closes == null || end.isBefore(closes));
    }

    /** Hidden results are told when the campaign has closed. */
    public boolean hidesResultsAt(Instant instant) {
        return rulesAt(instant).rules().resultsHidden() && lifeCycleAt(instant).state() != LifeCycle.State.CLOSED;
    }
}
