package io.dianzan.operator.acts;

import io.dianzan.campaign.LifeCycle.State;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything an operator can do to a campaign, its voters and their ballots. */
public enum Act {
    PAUSE,
    RESUME,
    CLOSE,
    EXTEND,
    WITHDRAW,
    PUT_BACK,
    BAN,
    UNBAN,
    HOLD,
    VOID,
    RELEASE,
    /** Of a ruling on so many ballots that another operator proposed it. */
    CONFIRM,
    TAKE_BACK,
    MAKE_FINAL;

    /** Whether a campaign in this state takes it; one whose result stands takes nothing that would change it. */
    public boolean fits(State state) {
        return switch (this) {
            case PAUSE -> state == State.OPEN;
            case RESUME -> state == State.PAUSED;
            case CLOSE -> !state.isOver();
            case MAKE_FINAL -> state == State.CLOSED;
            case BAN, UNBAN -> true;
            case EXTEND, WITHDRAW, PUT_BACK, HOLD, VOID, RELEASE, CONFIRM, TAKE_BACK -> state != State.FINAL;
        };
    }

    /** The word in addresses, in texts and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Act> of(String word) {
        return Stream.of(values()).filter(act -> act.word().equals(word)).findFirst();
    }
}
