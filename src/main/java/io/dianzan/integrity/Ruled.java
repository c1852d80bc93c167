package io.dianzan.integrity;

import java.util.Map;

/** What became of a ruling, and what it met: how many ballots it is about, and the states of all that were selected. */
public record Ruled(Verdict verdict, long ballots, Map<String, Long> stateToBallots, String digest) {

    public enum Verdict {
        DONE,
        /** No selected ballot is in a state that the ruling may change. */
        NOTHING,
        /** Not the ballots that were shown. */
        MOVED,
        /** More than one operator may rule alone. */
        MANY,
        /** The result of the campaign stands. */
        FINAL,
        /** There is no such proposal. */
        UNKNOWN,
        /** The proposal was confirmed or taken back before. */
        ENDED,
        EXPIRED,
        /** Who confirms is who proposed. */
        SAME
    }
}
