package io.dianzan.operator.export;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.List;

/**
 * SQL of the ballots, day by day, so that PostgreSQL sorts no more than a day. They stand in the order in which they were
 * accepted and not by voter: the order of the pseudonyms would tell the numbers behind them. The blank ballots of merged
 * voters count for nothing and are left out, so there may be gaps between the slots.
 */
final class BallotsTable implements Contents {
    private static final String OF_DAY = """
            SELECT b.day, b.slot, w.number, b.accepted_at, b.rules, coalesce(r.state, 'valid') AS state,
              b.share IS NOT NULL AS shared, b.voter
            FROM ballot b JOIN work w ON w.id = b.work
              LEFT JOIN (
                SELECT DISTINCT ON (x.voter, x.slot) x.voter, x.slot, x.state FROM ruling x
                WHERE x.campaign = $1 AND x.day = $2 ORDER BY x.voter, x.slot, x.seq DESC) r
              ON r.voter = b.voter AND r.slot = b.slot
            WHERE b.campaign = $1 AND b.day = $2
            ORDER BY b.accepted_at, b.tap""";

    private static final List<String> COLUMNS =
            List.of("day", "voter", "slot", "number", "accepted_at", "rules", "state", "shared");

    private final int campaign;
    private final ZoneId zone;
    private final Pseudonyms.OfCampaign names;

    BallotsTable(int campaign, ZoneId zone, Pseudonyms.OfCampaign names) {
        this.campaign = campaign;
        this.zone = zone;
        this.names = names;
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    /** By the tally, which is off by nothing unless somebody meddled. */
    @Override
    public Future<Long> about(SqlConnection snapshot) {
        return snapshot.preparedQuery("SELECT coalesce(sum(recorded), 0)::bigint FROM standing WHERE campaign = $1")
                .execute(Tuple.of(campaign))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Future<List<Part>> parts(SqlConnection snapshot) {
        return snapshot.preparedQuery("SELECT day FROM campaign_day WHERE campaign = $1 ORDER BY day")
                .execute(Tuple.of(campaign))
                .map(rows -> Rows.map(rows, row -> new Part(OF_DAY, Tuple.of(campaign, row.getLocalDate(0)))));
    }

    @Override
    public Object[] cells(Row row) {
        return new Object[] {
            row.getLocalDate("day"),
            names.of(row.getLong("voter")),
            row.getInteger("slot"),
            row.getString("number"),
            Cells.time(row.getOffsetDateTime("accepted_at"), zone),
            row.getInteger("rules"),
            row.getString("state"),
            row.getBoolean("shared")
        };
    }
}
