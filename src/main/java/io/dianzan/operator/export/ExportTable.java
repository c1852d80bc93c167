package io.dianzan.operator.export;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** SQL of the exports themselves: who takes what away, how far it is, and the snapshot that it reads. */
final class ExportTable {
    /** Before a byte leaves, the audit has it. */
    private static final String BEGIN = """
            WITH run AS (
              INSERT INTO export_run (campaign, what, format, operator, started_at, seen_at)
              VALUES ($1, $2, $3, $4, campaign_time(), campaign_time()) RETURNING *),
            line AS (
              INSERT INTO audit (at, campaign, operator, act, reason, after)
              SELECT r.started_at, r.campaign, r.operator, 'export', 'export of ' || r.what,
                jsonb_build_object('what', r.what, 'format', r.format, 'run', r.id) FROM run r)
            SELECT id FROM run""";

    private static final String SEEN =
            "UPDATE export_run SET rows = $2, about = $3, seen_at = campaign_time() WHERE id = $1 AND ended_at IS NULL";

    /** Said twice, it is written once. */
    private static final String END = """
            WITH run AS (
              UPDATE export_run SET rows = $2, seen_at = campaign_time(), ended_at = campaign_time(), whole = $3
              WHERE id = $1 AND ended_at IS NULL RETURNING *)
            INSERT INTO audit (at, campaign, operator, act, reason, after)
            SELECT r.ended_at, r.campaign, r.operator, CASE WHEN r.whole THEN 'exported' ELSE 'export-broken' END,
              'export of ' || r.what, jsonb_build_object('what', r.what, 'format', r.format, 'run', r.id, 'rows', r.rows)
            FROM run r""";

    private static final String RECENT = """
            SELECT id, what, format, operator, started_at, rows, about, ended_at, whole,
              ended_at IS NULL AND seen_at < campaign_time() - interval '1 minute' AS silent
            FROM export_run WHERE campaign = $1 ORDER BY id DESC LIMIT $2""";

    /** The first statement that reads: its own start is just before the snapshot. */
    private static final String SNAPSHOT = """
            SELECT campaign_time_before() AS as_of, EXISTS (
              SELECT FROM event e WHERE e.campaign = $1 AND e.kind = 'final' AND e.effective_at <= campaign_time_before())
              AS final""";

    private final Pool pool;

    ExportTable(Pool pool) {
        this.pool = pool;
    }

    Future<Long> begin(Order order) {
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.of(
                        order.campaign().id(),
                        order.what().word(),
                        order.format().word(),
                        order.operator()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Future<Void> seen(long run, long rows, long about) {
        return pool.preparedQuery(SEEN).execute(Tuple.of(run, rows, about)).mapEmpty();
    }

    Future<Void> end(long run, long rows, boolean whole) {
        return pool.preparedQuery(END).execute(Tuple.of(run, rows, whole)).mapEmpty();
    }

    /** An export that is on its way or was; {@code about} and {@code endedAt} may be null. */
    record Run(
            long id,
            String what,
            String format,
            String operator,
            OffsetDateTime startedAt,
            long rows,
            Long about,
            OffsetDateTime endedAt,
            String outcome) {}

    Future<List<Run>> recent(int campaign, int most) {
        return pool.preparedQuery(RECENT)
                .execute(Tuple.of(campaign, most))
                .map(rows -> Rows.map(
                        rows,
                        row -> new Run(
                                row.getLong("id"),
                                row.getString("what"),
                                row.getString("format"),
                                row.getString("operator"),
                                row.getOffsetDateTime("started_at"),
                                row.getLong("rows"),
                                row.getLong("about"),
                                row.getOffsetDateTime("ended_at"),
                                outcome(row.getBoolean("whole"), row.getBoolean("silent")))));
    }

    /** When the snapshot was taken, and whether the campaign's result stood then. */
    record Taken(Instant asOf, boolean isFinal) {}

    /** Makes a transaction that has done nothing yet one snapshot, in which nobody waits for a statement to end soon. */
    static Future<Taken> snapshot(SqlConnection transaction, int campaign) {
        return transaction
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                // sorting a day of a great campaign takes its time, and some room; none of these takes the snapshot yet
                .compose(set -> transaction
                        .query("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")
                        .execute())
                .compose(set -> transaction.preparedQuery(SNAPSHOT).execute(Tuple.of(campaign)))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Taken(Rows.instant(row, "as_of"), row.getBoolean("final"));
                });
    }

    private static String outcome(Boolean whole, boolean silent) {
        if (whole != null) {
            return whole ? "whole" : "broken";
        }
        return silent ? "lost" : "running";
    }
}
