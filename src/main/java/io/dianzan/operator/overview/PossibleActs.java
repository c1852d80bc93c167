package io.dianzan.operator.overview;

import io.dianzan.campaign.LifeCycle.State;
import java.util.List;

/** Which acts on a whole campaign its state allows; what each would do, its own page tells before it is done. */
final class PossibleActs {
    private PossibleActs() {}

    static List<String> in(State state) {
        return switch (state) {
            case DRAFT -> List.of("extend");
            case OPEN -> List.of("pause", "extend", "close");
            case PAUSED -> List.of("resume", "extend", "close");
            case CLOSED -> List.of("extend", "make-final");
            case FINAL -> List.of();
        };
    }
}
