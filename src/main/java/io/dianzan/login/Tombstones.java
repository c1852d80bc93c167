package io.dianzan.login;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stays of those who had themselves erased, until nothing depends on it any more: then it goes too. */
public final class Tombstones {
    private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);
    private static final String FORGET = "SELECT forget_tombstones()";

    private final Pool pool;

    public Tombstones(Pool pool) {
        this.pool = pool;
    }

    public Future<Void> forget() {
        return pool.query(FORGET).execute().map(rows -> {
            var forgotten = rows.iterator().next().getLong(0);
            if (forgotten > 0) {
                LOG.info("{} names of erased voters were forgotten", forgotten);
            }
            return null;
        });
    }
}
