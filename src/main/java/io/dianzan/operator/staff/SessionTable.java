package io.dianzan.operator.staff;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** SQL of sessions. By the database's own clock and never a campaign's, which a test may shift. */
final class SessionTable {
    /** How exactly is remembered when somebody was last here: not every page is worth a write. */
    private static final String STEP = "interval '30 s'";

    private final Pool pool;

    SessionTable(Pool pool) {
        this.pool = pool;
    }

    /** Nothing where it has ended, or its account has. */
    Future<Optional<Operator>> find(byte[] tokenHash, Duration idle, boolean used) {
        return pool.preparedQuery("""
                        SELECT s.name, s.role, s.seen_at < clock_timestamp() - %s AS stale
                        FROM operator_session s LEFT JOIN operator_account a ON a.id = s.account
                        WHERE s.token_hash = $1 AND s.ends_at > clock_timestamp()
                          AND s.seen_at > clock_timestamp() - $2::interval
                          AND a.ended_at IS NULL""".formatted(STEP))
                .execute(Tuple.of(Buffer.buffer(tokenHash), Interval.of(idle)))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    var row = rows.iterator().next();
                    var found = Optional.of(new Operator(row.getString("name"), Role.named(row.getString("role"))));
                    return used && row.getBoolean("stale")
                            ? seen(tokenHash).map(found)
                            : Future.<Optional<Operator>>succeededFuture(found);
                });
    }

    private Future<Void> seen(byte[] tokenHash) {
        return pool.preparedQuery("UPDATE operator_session SET seen_at = clock_timestamp() WHERE token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(tokenHash)))
                .mapEmpty();
    }

    /** {@code account} is null for who has none here. */
    static Future<Void> insert(SqlClient client, byte[] tokenHash, Operator operator, Long account, Duration longest) {
        return client.preparedQuery("""
                        INSERT INTO operator_session (token_hash, name, role, account, seen_at, ends_at)
                        VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp() + $5::interval)""")
                .execute(Tuple.of(
                        Buffer.buffer(tokenHash),
                        operator.name(),
                        operator.role().word(),
                        account,
                        Interval.of(longest)))
                .mapEmpty();
    }

    Future<Void> delete(byte[] tokenHash) {
        return pool.preparedQuery("DELETE FROM operator_session WHERE token_hash = $1")
                .execute(Tuple.of(Buffer.buffer(tokenHash)))
                .mapEmpty();
    }

    /** What has ended is of no more use. */
    Future<Void> forget(Duration idle) {
        return pool.preparedQuery("""
                        DELETE FROM operator_session
                        WHERE ends_at < clock_timestamp() OR seen_at < clock_timestamp() - $1::interval""").execute(Tuple.of(Interval.of(idle))).mapEmpty();
    }
}
