package io.dianzan.store;

import io.dianzan.fault.Refusal;
import io.vertx.pgclient.PgException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure of PostgreSQL means to the one who waits for it. */
public final class PostgresFault {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresFault.class);
    /**
     * Classes of SQLSTATE that speak of the server's state and not of our statement: all of it may be tried again. 55: a
     * lock that was not to be had, or the key that writes is not held here yet.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private PostgresFault() {}

    /** {@code busy}, where it passes: no answer of PostgreSQL is a connection that was lost or never had. */
    public static Throwable toldOf(String subject, Throwable failure) {
        if (!passes(failure)) {
            return failure;
        }
        LOG.warn("PostgreSQL did not answer about {}: {}", subject, Reason.of(failure));
        return Refusal.BUSY.refused();
    }

    /** Whether the same may be tried again; what PostgreSQL finds wrong with a statement stays so. */
    public static boolean passes(Throwable failure) {
        return !(failure instanceof PgException refused) || PASSING.contains(classOf(refused));
    }

    private static String classOf(PgException failure) {
        return failure.getSqlState() == null ? "" : failure.getSqlState().substring(0, 2);
    }
}
