package io.dianzan.operator.staff;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Logging in and out at the console; each is a line of the audit, which a wrong password is not: that is counted. */
public final class StaffLogins {
    private final Pool pool;
    private final Sessions sessions;
    private final Tries tries;
    private final Hashing hashing;
    private final StaffMeters meters;
    private final AccountTable accounts;
    private final Passwords passwords = new Passwords(Passwords.COST);

    /** {@code key}: names and addresses of those who try are kept hashed under it. */
    public StaffLogins(Vertx vertx, Pool pool, Sessions sessions, byte[] key, StaffMeters meters) {
        this.pool = pool;
        this.sessions = sessions;
        this.tries = new Tries(pool, key);
        this.hashing = new Hashing(vertx);
        this.meters = meters;
        this.accounts = new AccountTable(pool);
    }

    /** Empty where the name or the password is wrong, and nobody is told which; fails with {@code too-fast}. */
    public Future<Optional<Session>> byPassword(String name, String password, String address) {
        return tries.take(name, address)
                .onFailure(this::count)
                .compose(taken -> accounts.find(name))
                .compose(account -> fits(account, password)
                        .compose(fits -> fits
                                ? tries.giveBack(name, address)
                                        .compose(given -> rehash(account.get(), password))
                                        .compose(done -> begin(account.get().operator(), account.get(), "password"))
                                        .map(Optional::of)
                                : wrong()));
    }

    private Future<Optional<Session>> wrong() {
        meters.wrong().increment();
        return Future.succeededFuture(Optional.empty());
    }

    private void count(Throwable failure) {
        if (failure instanceof Refused refused && refused.reason() == Refusal.TOO_FAST) {
            meters.tooFast().increment();
        }
    }

    /** Of somebody whom an issuer vouches for. */
    public Future<Session> byIssuer(Operator operator) {
        return begin(operator, null, "oidc");
    }

    public Future<Void> end(Session session) {
        return sessions.end(session)
                .compose(ended -> pool.withConnection(connection -> audit(connection, session, "logout", "")));
    }

    private Future<Boolean> fits(Optional<Account> account, String password) {
        var written = account.map(Account::password).orElse(null);
        return hashing.compute(() -> passwords.fits(password, written));
    }

    /** Nobody is kept out for it: there will be another login. */
    private Future<Void> rehash(Account account, String password) {
        if (!passwords.isOutdated(account.password())) {
            return Future.succeededFuture();
        }
        return hashing.compute(() -> passwords.hash(password))
                .compose(hashed -> accounts.rehash(account, hashed))
                .otherwiseEmpty();
    }

    private Future<Session> begin(Operator operator, Account account, String how) {
        return pool.withTransaction(
                        connection -> sessions.begin(connection, operator, account == null ? null : account.id())
                                .compose(session ->
                                        audit(connection, session, "login", how).map(session)))
                .onSuccess(session -> meters.ok().increment());
    }

    private static Future<Void> audit(SqlConnection connection, Session session, String act, String how) {
        var who = session.operator();
        return connection
                .preparedQuery("""
                        INSERT INTO audit (at, operator, act, reason, after)
                        VALUES (campaign_time(), $1, $2, $3, jsonb_build_object('role', $4::text))""")
                .execute(Tuple.of(who.name(), act, how, who.role().word()))
                .mapEmpty();
    }

    /** Lets go of what has ended. */
    public Future<Void> forget() {
        return Future.join(sessions.forget(), tries.forget()).mapEmpty();
    }
}
