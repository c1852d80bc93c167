package io.dianzan.share;

import io.dianzan.config.KeyRing;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;

/** The tables share_visit and share_count: who came is kept, hashed, for some days, how many came for ever. */
public final class VisitTable {
    private static final String NOTE = "SELECT note_visits($1, $2, $3, $4, $5, $6)";
    private static final String FORGET = "SELECT forget_visits($1)";
    /** Less than a statement may take on a slow disk. */
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private final Pool pool;
    private final VisitorHash hash;

    public VisitTable(Pool pool, KeyRing keys) {
        this.pool = pool;
        this.hash = new VisitorHash(keys);
    }

    /** One statement, and the same outcome however often it is sent. */
    Future<Void> note(List<Visit> visits) {
        var columns = Tuple.of(
                visits.stream().map(Visit::code).toArray(String[]::new),
                visits.stream().map(visit -> visit.kind().number()).toArray(Integer[]::new),
                visits.stream().map(visit -> Buffer.buffer(hash.of(visit))).toArray(Buffer[]::new),
                visits.stream().map(Visit::voter).toArray(Long[]::new),
                visits.stream().map(Visit::campaign).toArray(Integer[]::new),
                visits.stream().map(visit -> Rows.time(visit.at())).toArray(OffsetDateTime[]::new));
        return pool.preparedQuery(NOTE).execute(columns).mapEmpty();
    }

    /** Forgets who came on days that are over, little by little. */
    Future<Void> forget() {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(FORGOTTEN_AT_ONCE))
                .compose(rows ->
                        rows.iterator().next().getLong(0) < FORGOTTEN_AT_ONCE ? Future.succeededFuture() : forget());
    }
}
