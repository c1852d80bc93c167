package io.dianzan.ballot;

import io.vertx.core.Future;

/**
 * What stands before the ledger and keeps floods from it. It only ever knows of ballots that are committed: what it has
 * forgotten costs work, and what it has wrong is found out by the reader's lane; it never decides.
 */
public interface Gate {
    /** Counts one tap of the voter and gives the ballots of the tap's day that are known; fails with TOO_FAST. */
    Future<Integer> known(Tap tap);

    /** Remembers, in its own time, that a voter has so many ballots on the tap's day. */
    void remember(Tap tap, int ballots);
}
