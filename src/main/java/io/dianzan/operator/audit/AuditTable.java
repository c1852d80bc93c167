package io.dianzan.operator.audit;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** SQL of the audit, read page by page along its ids, so that the last page costs no more than the first. */
final class AuditTable {
    private static final String LINES = """
            SELECT id, at, operator, act, reason, before::text AS before, after::text AS after FROM audit
            WHERE %s AND ($1::integer IS NULL OR campaign = $1)
              AND ($2::text IS NULL OR act = $2) AND ($3::text IS NULL OR operator = $3)
            """;

    // one look into the index for each act that there is, however many lines each has
    static final String ACTS = """
            WITH RECURSIVE found AS (
              (SELECT act FROM audit WHERE %1$s ORDER BY act LIMIT 1)
              UNION ALL
              SELECT (SELECT a.act FROM audit a WHERE %1$s AND a.act > f.act ORDER BY a.act LIMIT 1)
              FROM found f WHERE f.act IS NOT NULL)
            SELECT act FROM found WHERE act IS NOT NULL LIMIT 100""";

    static final String OF_CAMPAIGN = "campaign = $1";
    static final String OF_STAFF = "campaign IS NULL";

    private final Pool pool;

    AuditTable(Pool pool) {
        this.pool = pool;
    }

    /** The newest first; one more than {@code most} where there are more in the direction in which was asked. */
    Future<List<AuditLine>> lines(int campaign, AuditQuery query, int most) {
        var newer = query.after() > 0;
        var edge = newer
                ? " AND id > $4 ORDER BY id LIMIT $5"
                : " AND ($4::bigint = 0 OR id < $4) ORDER BY id DESC LIMIT $5";
        var sql = LINES.formatted(query.staff() ? "campaign IS NULL" : "campaign IS NOT NULL") + edge;
        return pool.preparedQuery(sql)
                .mapping(AuditTable::line)
                .execute(Tuple.of(
                        query.staff() ? null : campaign,
                        query.act(),
                        query.operator(),
                        newer ? query.after() : query.before(),
                        most + 1))
                .map(Rows::list)
                .map(lines -> newer ? reversed(lines) : lines);
    }

    /** The acts that there have been, for a choice among them. */
    Future<List<String>> acts(int campaign, boolean staff) {
        return pool.preparedQuery(ACTS.formatted(staff ? OF_STAFF : OF_CAMPAIGN))
                .execute(staff ? Tuple.tuple() : Tuple.of(campaign))
                .map(rows -> Rows.map(rows, row -> row.getString(0)));
    }

    private static List<AuditLine> reversed(List<AuditLine> lines) {
        var reversed = new ArrayList<>(lines);
        Collections.reverse(reversed);
        return reversed;
    }

    private static AuditLine line(Row row) {
        return new AuditLine(
                row.getLong("id"),
                Rows.instant(row, "at"),
                row.getString("operator"),
                row.getString("act"),
                row.getString("reason"),
                row.getString("before"),
                row.getString("after"));
    }
}
