package io.dianzan.ballot;

import io.vertx.core.Future;

/** Where taps become rows. */
public interface Ledger {
    /**
     * Judges and records one tap. Fails with BUSY where nothing was recorded, and with OUTCOME_UNKNOWN where that cannot
     * be told.
     */
    Future<Outcome> append(Tap tap);
}
