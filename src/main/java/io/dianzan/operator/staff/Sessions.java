package io.dianzan.operator.staff;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Logged-in browsers: they end when nobody has used them for a while, after a working day, and when they are told to. */
public final class Sessions {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final SessionTable table;
    private final Duration idle;
    private final Duration longest;

    public Sessions(Pool pool, Duration idle, Duration longest) {
        this.table = new SessionTable(pool);
        this.idle = idle;
        this.longest = longest;
    }

    /**
     * Nothing where there is none, or no more; {@code token} may be null; {@code used}: whether its idle time begins anew.
     */
    Future<Optional<Session>> find(String token, boolean used) {
        if (token == null || !TOKEN.matcher(token).matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        return table.find(Secrets.hash(token), idle, used).map(found -> found.map(who -> new Session(token, who)));
    }

    /** Begins one in a transaction of the caller's; {@code account} is null for who has none here. */
    Future<Session> begin(SqlClient client, Operator operator, Long account) {
        var session = new Session(Secrets.fresh(), operator);
        return SessionTable.insert(client, Secrets.hash(session.token()), operator, account, longest)
                .map(session);
    }

    Future<Void> end(Session session) {
        return table.delete(Secrets.hash(session.token()));
    }

    Future<Void> forget() {
        return table.forget(idle);
    }

    public Duration longest() {
        return longest;
    }
}
