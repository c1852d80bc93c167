package io.dianzan.operator.overview;

import io.dianzan.campaign.LifeCycle.State;
import io.dianzan.operator.acts.Act;
import java.util.List;
import java.util.stream.Stream;

/** Which acts on a whole campaign its state allows; what each would do, its own page tells before it is done. */
final class PossibleActs {
    private PossibleActs() {}

    static List<String> in(State state) {
        return Stream.of(Act.PAUSE, Act.RESUME, Act.EXTEND, Act.CLOSE, Act.MAKE_FINAL)
                .filter(act -> act.fits(state))
                .map(Act::word)
                .toList();
    }
}
