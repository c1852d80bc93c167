package io.dianzan.operator.overview;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** SQL of what a campaign's page tells; it reads what is folded already, and no ballot. */
final class OverviewTable {
    private static final int MOST_DAYS = 400;
    private static final int MOST_VERSIONS = 50;

    private final Pool pool;

    OverviewTable(Pool pool) {
        this.pool = pool;
    }

    /** Counts of one snapshot, and when that was taken. */
    record Totals(long recorded, long valid, Instant asOf) {}

    Future<Totals> totals(int campaign) {
        return pool.preparedQuery("""
                        SELECT coalesce(sum(recorded), 0)::bigint AS recorded, coalesce(sum(valid), 0)::bigint AS valid,
                          campaign_time_before() AS as_of
                        FROM standing WHERE campaign = $1""")
                .execute(Tuple.of(campaign))
                .map(rows -> rows.iterator().next())
                .map(row -> new Totals(row.getLong("recorded"), row.getLong("valid"), Rows.instant(row, "as_of")));
    }

    /** The newest first. */
    Future<List<DayFact>> days(int campaign) {
        return pool.preparedQuery("""
                        SELECT d.day, d.starts_at, d.ends_at, f.fenced_at
                        FROM campaign_day d LEFT JOIN fence f USING (campaign, day)
                        WHERE d.campaign = $1 ORDER BY d.day DESC LIMIT $2""")
                .mapping(OverviewTable::day)
                .execute(Tuple.of(campaign, MOST_DAYS))
                .map(Rows::list);
    }

    /** The newest first. */
    Future<List<VersionFact>> versions(int campaign) {
        return pool.preparedQuery("""
                        SELECT version, encode(hash, 'hex') AS hash, effective_at, changed_by, reason, text
                        FROM rules WHERE campaign = $1 ORDER BY version DESC LIMIT $2""")
                .mapping(OverviewTable::version)
                .execute(Tuple.of(campaign, MOST_VERSIONS))
                .map(Rows::list);
    }

    private static DayFact day(Row row) {
        return new DayFact(
                row.getLocalDate("day"),
                Rows.instant(row, "starts_at"),
                Rows.instant(row, "ends_at"),
                Rows.instant(row, "fenced_at"));
    }

    private static VersionFact version(Row row) {
        return new VersionFact(
                row.getInteger("version"),
                row.getString("hash"),
                Rows.instant(row, "effective_at"),
                row.getString("changed_by"),
                row.getString("reason"),
                row.getString("text"));
    }
}
