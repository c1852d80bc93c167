package io.dianzan.campaign;

import java.time.Instant;
import java.util.List;

/**
 * Where a campaign stands at one instant: the window of its rules, and the acts of operators above it. {@code since} is
 * when a stop began; null while votes are taken.
 */
public record LifeCycle(State state, Instant since, Instant opens, Instant closes, String text) {

    public enum State {
        DRAFT,
        OPEN,
        PAUSED,
        CLOSED,
        /** Closed, and its result stands; before that it is provisional. */
        FINAL;

        /** Whether votes are taken no more. */
        public boolean isOver() {
            return this == CLOSED || this == FINAL;
        }
    }

    /** Folds the events in the order in which they were written; those not yet in effect do not count. */
    static LifeCycle at(Instant instant, Rules rules, List<CampaignEvent> events) {
        var closes = rules.closes();
        Instant closedAt = null;
        CampaignEvent pause = null;
        Instant finalSince = null;
        for (var event : events) {
            if (event.effectiveAt().isAfter(instant)) {
                continue;
            }
            switch (event.kind()) {
                case PAUSE -> pause = event;
                case RESUME -> pause = null;
                case CLOSE -> closedAt = event.effectiveAt();
                case EXTEND -> {
                    closes = event.closes();
                    closedAt = null;
                }
                case WITHDRAW, PUT_BACK -> {}
                case FINAL -> finalSince = event.effectiveAt();
            }
        }
        var end = closedAt == null ? closes : closedAt;
        if (finalSince != null) {
            // whatever a file says later: no vote is taken once the result stands
            var ended = end == null || end.isAfter(finalSince) ? finalSince : end;
            return new LifeCycle(State.FINAL, ended, rules.opens(), ended, null);
        }
        if (rules.opens() != null && instant.isBefore(rules.opens())) {
            return new LifeCycle(State.DRAFT, null, rules.opens(), end, null);
        }
        if (end != null && !instant.isBefore(end)) {
            return new LifeCycle(State.CLOSED, end, rules.opens(), end, null);
        }
        if (pause != null) {
            return new LifeCycle(State.PAUSED, pause.effectiveAt(), rules.opens(), end, pause.text());
        }
        return new LifeCycle(State.OPEN, null, rules.opens(), end, null);
    }
}
