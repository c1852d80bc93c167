package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Which life of which database the ledger is: PostgreSQL's system identifier and timeline. What was remembered elsewhere
 * of another one, before a promotion, say, is forgotten by carrying this in its name. Only a hint: a copy of the files
 * keeps both. Learnt at every connect of a writer; read on every thread.
 */
public final class Incarnation {
    private volatile String name = "none";

    public String name() {
        return name;
    }

    public Future<Void> learn(SqlConnection connection) {
        return connection.query("""
                        SELECT system_identifier::text || '-' || ltrim(substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), '0')
                        FROM pg_control_system()""").execute().map(rows -> {
            name = rows.iterator().next().getString(0);
            return null;
        });
    }
}
