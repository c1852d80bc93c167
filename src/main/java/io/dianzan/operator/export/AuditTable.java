package io.dianzan.operator.export;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.List;

/** SQL of the audit: a campaign's lines, and those that are of no campaign and so of each. */
final class AuditTable implements Contents {
    private static final String LINES = """
            SELECT a.id, a.at, c.slug, a.operator, a.act, a.reason, a.before::text AS before, a.after::text AS after
            FROM audit a LEFT JOIN campaign c ON c.id = a.campaign
            WHERE a.campaign = $1 OR a.campaign IS NULL ORDER BY a.id""";

    private static final List<String> COLUMNS =
            List.of("line", "at", "campaign", "operator", "act", "reason", "before", "after");

    private final int campaign;
    private final ZoneId zone;
    private final VeiledVoters voters;

    AuditTable(int campaign, ZoneId zone, Pseudonyms.OfCampaign names) {
        this.campaign = campaign;
        this.zone = zone;
        this.voters = new VeiledVoters(names);
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Future<Long> about(SqlConnection snapshot) {
        return snapshot.preparedQuery("SELECT count(*) FROM audit WHERE campaign = $1 OR campaign IS NULL")
                .execute(Tuple.of(campaign))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Future<List<Part>> parts(SqlConnection snapshot) {
        return Future.succeededFuture(List.of(new Part(LINES, Tuple.of(campaign))));
    }

    @Override
    public Object[] cells(Row row) {
        return new Object[] {
            row.getLong("id"),
            Cells.time(row.getOffsetDateTime("at"), zone),
            row.getString("slug"),
            row.getString("operator"),
            row.getString("act"),
            row.getString("reason"),
            voters.in(row.getString("before")),
            voters.in(row.getString("after"))
        };
    }
}
