package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/** Refuses, in production, a database role that could undo what must last, and a clock that a test has shifted. */
public final class ProductionRights {
    private ProductionRights() {}

    public static Future<Void> check(Pool pool) {
        return pool.query("""
                        SELECT (SELECT rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
                            OR bool_or(has_table_privilege(t, 'UPDATE, DELETE, TRUNCATE, TRIGGER')) AS too_many,
                          EXISTS (SELECT FROM clock_shift) AS shifted
                        FROM unnest(ARRAY['ballot', 'turn', 'ruling', 'rules', 'audit', 'seal']) t""").execute().compose(rows -> {
            var row = rows.iterator().next();
            if (row.getBoolean("too_many")) {
                return Future.failedFuture(new StartException(
                        "postgres.server: this role may change what must last; give it the server's rights only,"
                                + " and run dianzan migrate with the owner's"));
            }
            return row.getBoolean("shifted")
                    ? Future.failedFuture(new StartException("clock_shift: campaign time is shifted by a test"))
                    : Future.succeededFuture();
        });
    }
}
