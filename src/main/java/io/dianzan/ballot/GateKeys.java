package io.dianzan.ballot;

import java.time.LocalDate;

/**
 * Names of the gate's counters in Redis. One key holds a byte for each voter of a block, so that a batch of taps touches
 * few keys; each key stands alone, so that a cluster may put it on any node. The incarnation of the ledger is part of
 * every name: what was known of another database does not count.
 */
final class GateKeys {
    /** 2^20 voters, one byte each. */
    private static final int BLOCK_BITS = 20;

    private GateKeys() {}

    static long blockOf(long voter) {
        return voter >>> BLOCK_BITS;
    }

    static long offsetOf(long voter) {
        return voter & ((1L << BLOCK_BITS) - 1);
    }

    /** Taps of the window that begins at this second. */
    static String taps(String incarnation, int campaign, long window, long voter) {
        return "dz:" + incarnation + ":taps:" + campaign + ":" + window + ":" + blockOf(voter);
    }

    /** What came in one window from one address or network, which stands here as a keyed hash. */
    static String hot(String incarnation, String scope, TapCounter.Key key) {
        return "dz:" + incarnation + ":hot:" + scope + ":" + key.campaign() + ":" + key.windowStart() + ":" + key.per()
                + ":" + key.who();
    }

    /** Ballots of the day that are known to be committed. */
    static String ballots(String incarnation, int campaign, LocalDate day, long voter) {
        return "dz:" + incarnation + ":ballots:" + campaign + ":" + day + ":" + blockOf(voter);
    }
}
