package io.dianzan.tally;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQL of the counts. */
final class TallyTable {
    private final Pool pool;

    TallyTable(Pool pool) {
        this.pool = pool;
    }

    /** All campaigns' counts in one snapshot; campaigns without a vote are not in {@code campaignToVotes}. */
    record Reading(long asOf, long notBefore, Snapshot snapshot, Map<Integer, Map<Integer, Long>> campaignToVotes) {
        Figures of(int campaign) {
            return new Figures(asOf, notBefore, snapshot, campaignToVotes.getOrDefault(campaign, Map.of()));
        }
    }

    /** What the ledger has and the tally should have. */
    record Difference(int work, long recorded, long valid) {}

    /** Both times frame the snapshot: statements begin before they take it, and rows come after. */
    Future<Reading> read() {
        return pool.preparedQuery("""
                        SELECT floor(extract(epoch FROM campaign_time_before()) * 1000)::bigint,
                          ceil(extract(epoch FROM campaign_time()) * 1000)::bigint, pg_current_snapshot()::text,
                          s.campaign, s.works, s.votes
                        FROM (SELECT) one LEFT JOIN (
                          SELECT campaign, array_agg(work) AS works, array_agg(valid) AS votes
                          FROM standing GROUP BY campaign) s ON true""").execute().map(rows -> {
            var campaignToVotes = new HashMap<Integer, Map<Integer, Long>>();
            Row last = null;
            for (var row : rows) {
                last = row;
                if (row.getInteger(3) != null) {
                    campaignToVotes.put(row.getInteger(3), votesOf(row.getArrayOfIntegers(4), row.getArrayOfLongs(5)));
                }
            }
            return new Reading(last.getLong(0), last.getLong(1), Snapshot.of(last.getString(2)), campaignToVotes);
        });
    }

    Future<Void> fold() {
        return pool.preparedQuery("SELECT fold_tally()").execute().mapEmpty();
    }

    /** Compares ledger and tally in one snapshot; with {@code repair} the difference becomes one more delta. */
    Future<List<Difference>> recount(int campaign, boolean repair, String operator) {
        // the lock comes before the snapshot, or two repairs at once would each add the whole difference
        return pool.withConnection(connection -> connection
                .query("SELECT pg_advisory_lock(hashtext('recount'))")
                .execute()
                .compose(locked -> connection.begin())
                .compose(transaction -> compare(connection, campaign, repair, operator)
                        .compose(differences -> transaction.commit().map(differences)))
                .eventually(() -> connection
                        .query("SELECT pg_advisory_unlock(hashtext('recount'))")
                        .execute()));
    }

    private Future<List<Difference>> compare(SqlConnection connection, int campaign, boolean repair, String operator) {
        return connection
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .execute()
                // counting a whole ledger takes its time
                .compose(set ->
                        connection.query("SET LOCAL statement_timeout = 0").execute())
                .compose(set -> connection
                        .preparedQuery("""
                                SELECT work, coalesce(l.recorded, 0) - coalesce(s.recorded, 0) AS recorded,
                                  coalesce(l.valid, 0) - coalesce(s.valid, 0) AS valid
                                FROM (SELECT * FROM ledger_count WHERE campaign = $1) l
                                FULL JOIN (SELECT * FROM standing WHERE campaign = $1) s USING (work)
                                WHERE coalesce(l.recorded, 0) <> coalesce(s.recorded, 0)
                                  OR coalesce(l.valid, 0) <> coalesce(s.valid, 0)
                                ORDER BY work""")
                        .mapping(row -> new Difference(row.getInteger(0), row.getLong(1), row.getLong(2)))
                        .execute(Tuple.of(campaign)))
                .compose(rows -> {
                    var differences = new ArrayList<Difference>();
                    rows.forEach(differences::add);
                    if (!repair || differences.isEmpty()) {
                        return Future.succeededFuture(differences);
                    }
                    return repair(connection, campaign, differences, operator).map(differences);
                });
    }

    private static Future<Void> repair(
            SqlConnection connection, int campaign, List<Difference> differences, String operator) {
        return connection
                .preparedQuery("""
                        WITH delta AS (
                          INSERT INTO tally_delta (campaign, works, recorded, valid) VALUES ($1, $2, $3, $4))
                        INSERT INTO audit (at, campaign, operator, act, reason, after)
                        VALUES (campaign_time(), $1, $5, 'recount', 'tally differed from ledger',
                          jsonb_build_object('works', $2::integer[], 'recorded', $3::integer[], 'valid', $4::integer[]))""")
                .execute(Tuple.of(
                        campaign,
                        differences.stream().map(Difference::work).toArray(Integer[]::new),
                        differences.stream().map(d -> (int) d.recorded()).toArray(Integer[]::new),
                        differences.stream().map(d -> (int) d.valid()).toArray(Integer[]::new),
                        operator))
                .mapEmpty();
    }

    static Map<Integer, Long> votesOf(Integer[] works, Long[] votes) {
        var workToVotes = new HashMap<Integer, Long>(works.length * 2);
        for (int i = 0; i < works.length; i++) {
            workToVotes.put(works[i], votes[i]);
        }
        return Map.copyOf(workToVotes);
    }
}
