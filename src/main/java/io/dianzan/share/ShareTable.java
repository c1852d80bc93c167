package io.dianzan.share;

import io.dianzan.store.PostgresFault;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The table share. A person is all the voters who were merged into one: of two links that he made before that was known,
 * the older one is his, and both count for him.
 */
public final class ShareTable {
    private static final String COLUMNS = "SELECT s.id, s.code, s.campaign, s.work";

    private static final String FIND = COLUMNS + " FROM share s WHERE s.code = $1";

    private static final String HIS = " FROM voters_of(voter_for($3)) w(id)"
            + " JOIN share s ON s.campaign = $1 AND s.work = $2 AND s.voter = w.id";

    private static final String OF = COLUMNS + HIS + " ORDER BY s.id LIMIT 1";

    /** None where he has one already, or the code is taken. */
    private static final String PUT = """
            INSERT INTO share AS s (code, campaign, work, voter, created_at)
            VALUES ($4, $1, $2, voter_for($3), campaign_time())
            ON CONFLICT DO NOTHING RETURNING s.id, s.code, s.campaign, s.work""";

    private static final String STANDING = """
            SELECT (array_agg(s.code ORDER BY s.id))[1] AS code,
              coalesce(sum(c.visitors) FILTER (WHERE c.kind = 1), 0)::bigint AS opened,
              coalesce(sum(c.visitors) FILTER (WHERE c.kind = 3), 0)::bigint AS voted""" + HIS + " LEFT JOIN share_count c ON c.share = s.id";

    private static final int PATIENCE_SECONDS = 4;

    private final Pool pool;

    public ShareTable(Pool pool) {
        this.pool = pool;
    }

    /** How many visitors opened somebody's link for a work, and how many voted after that, each once a day. */
    record Standing(String code, long opened, long voted) {}

    Future<Optional<Share>> find(String code) {
        return call(FIND, Tuple.of(code)).map(ShareTable::first);
    }

    Future<Optional<Share>> of(int campaign, int work, long voter) {
        return call(OF, Tuple.of(campaign, work, voter)).map(ShareTable::first);
    }

    Future<Optional<Share>> put(String code, int campaign, int work, long voter) {
        return call(PUT, Tuple.of(campaign, work, voter, code)).map(ShareTable::first);
    }

    Future<Optional<Standing>> standing(int campaign, int work, long voter) {
        return call(STANDING, Tuple.of(campaign, work, voter)).map(rows -> {
            var row = rows.iterator().next();
            return Optional.ofNullable(row.getString("code"))
                    .map(code -> new Standing(code, row.getLong("opened"), row.getLong("voted")));
        });
    }

    private Future<RowSet<Row>> call(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(PostgresFault.toldOf("shares", failure)));
    }

    private static Optional<Share> first(RowSet<Row> rows) {
        for (var row : rows) {
            return Optional.of(new Share(
                    row.getLong("id"), row.getString("code"), row.getInteger("campaign"), row.getInteger("work")));
        }
        return Optional.empty();
    }
}
