package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables voter, account and union_id; the function {@code admit_voter} is the only one that writes them. */
public final class VoterTable {
    private static final Logger LOG = LoggerFactory.getLogger(VoterTable.class);
    private static final String ADMIT = "SELECT voter, epoch FROM admit_voter($1, $2, $3, $4, $5)";
    /** Classes of SQLSTATE that speak of the server's state and not of our statement: all of it may be tried again. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private static final int PATIENCE_SECONDS = 3;

    private final Pool pool;

    public VoterTable(Pool pool) {
        this.pool = pool;
    }

    /** The voter behind an account, made if need be. Keys and hashes stand in the same order, the newest key first. */
    Future<VoterToken> admit(
            String provider, String app, List<String> keys, List<byte[]> subjects, List<byte[]> unions) {
        return pool.preparedQuery(ADMIT)
                .execute(Tuple.of(provider, app, keys.toArray(String[]::new), bytea(subjects), bytea(unions)))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(VoterTable::voterOf)
                .recover(failure -> Future.failedFuture(refusalOf(failure)));
    }

    private static VoterToken voterOf(RowSet<Row> rows) {
        var row = rows.iterator().next();
        return new VoterToken(row.getLong("voter"), row.getInteger("epoch"));
    }

    private static Buffer[] bytea(List<byte[]> hashes) {
        return hashes.stream().map(Buffer::buffer).toArray(Buffer[]::new);
    }

    /** What is no answer of PostgreSQL is a connection that was lost or never had. */
    private static Throwable refusalOf(Throwable failure) {
        if (failure instanceof PgException refused && !PASSING.contains(classOf(refused))) {
            return failure;
        }
        LOG.warn("a login found no database: {}", Reason.of(failure));
        return Refusal.BUSY.refused();
    }

    private static String classOf(PgException failure) {
        return failure.getSqlState() == null ? "" : failure.getSqlState().substring(0, 2);
    }
}
