package io.dianzan.operator.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;

/** How many rulings wait for a second operator: an index has those alone, so that every page may ask. */
final class WaitingTable {
    static final String COUNT = """
            SELECT count(*) FROM ruling_proposal
            WHERE campaign = $1 AND outcome IS NULL AND expires_at > campaign_time()""";

    private final Pool pool;

    WaitingTable(Pool pool) {
        this.pool = pool;
    }

    Future<Long> count(int campaign) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(campaign))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
