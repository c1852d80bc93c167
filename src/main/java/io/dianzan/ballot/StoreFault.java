package io.dianzan.ballot;

import io.vertx.pgclient.PgException;

/** What a failed call to PostgreSQL means for the rows in it. */
enum StoreFault {
    /** Rolled back for a reason that goes away: the same batch again. */
    RETRY,
    /** Rolled back for what is in it: one row at a time finds the bad one. */
    BAD_ROW,
    /** Rolled back for want of disk, memory or connections: no votes for a while. */
    EXHAUSTED,
    /** No answer came: it may have been committed. */
    UNANSWERED,
    /** Rolled back for a reason that we did not foresee. */
    UNFORESEEN;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    static StoreFault of(Throwable cause) {
        if (!(cause instanceof PgException error) || error.getSqlState() == null) {
            return UNANSWERED;
        }
        var state = error.getSqlState();
        if (state.startsWith("40") || state.equals(LOCK_NOT_AVAILABLE) || state.equals(UNIQUE_VIOLATION)) {
            return RETRY;
        }
        return switch (state.substring(0, 2)) {
            case "22", "23" -> BAD_ROW;
            // read-only is what a managed database becomes on a full disk, and what a demoted primary is
            case "25", "53" -> EXHAUSTED;
            // an administrator ended the session, or the server goes down: the answer to the commit may be lost
            case "57", "58", "XX", "08" -> UNANSWERED;
            default -> UNFORESEEN;
        };
    }
}
