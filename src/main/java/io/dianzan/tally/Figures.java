package io.dianzan.tally;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What one reading says of a campaign, true of one database snapshot. {@code asOf}: campaign time in milliseconds, not
 * later than the snapshot; {@code notBefore}: the same, not earlier than it. {@code snapshot} is null where nobody may
 * learn whether his vote is in it.
 */
record Figures(long asOf, long notBefore, Snapshot snapshot, Map<Integer, Long> workToVotes) {

    /** Before the opening, and at it, nobody has a vote. */
    static Figures nothingAt(Instant instant) {
        return new Figures(instant.toEpochMilli(), instant.toEpochMilli(), null, Map.of());
    }

    /** What was read at {@code asOf}, and is told without a word on whose votes are in it. */
    static Figures late(long asOf, Map<Integer, Long> workToVotes) {
        return new Figures(asOf, asOf, null, workToVotes);
    }

    Figures roundedDownTo(int to) {
        var rounded = new HashMap<Integer, Long>();
        workToVotes.forEach((work, votes) -> {
            if (votes >= to) {
                rounded.put(work, votes - votes % to);
            }
        });
        return new Figures(asOf, notBefore, null, Map.copyOf(rounded));
    }

    /** With counts that are equal and need no second place in memory. */
    Figures with(Map<Integer, Long> equal) {
        return new Figures(asOf, notBefore, snapshot, equal);
    }

    /** One stream never goes back, whatever a clock does. */
    Figures notOlderThan(long earliest) {
        return asOf >= earliest ? this : new Figures(earliest, Math.max(earliest, notBefore), snapshot, workToVotes);
    }
}
