package io.dianzan.login;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose sessions were ended: all revocations that a token can still meet, read anew by a poll. A vote is checked once
 * more where it is recorded; here a process learns it within a second or two, for everything else. It holds a few dozen
 * bytes for each voter who logged out everywhere, was erased or merged within the life of a token.
 */
public final class Revocations {
    /** Where it is told that there is a new one. */
    public static final String CHANNEL = LoginKeys.REVOKED;

    private static final String READ = "SELECT voter, epoch, revoked_at FROM revocation WHERE revoked_at > $1";
    private static final String FORGET =
            "DELETE FROM revocation WHERE revoked_at < clock_timestamp() - make_interval(secs => $1)";
    /** A row is committed some time after the moment that it names: no call lasts so long. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final int FORGET_EVERY = 3_600;

    private final Pool pool;
    private final Duration kept;
    private final Map<Long, Revoked> voterToRevoked = new ConcurrentHashMap<>();
    private Instant read = Instant.EPOCH;
    private int reads;

    /** {@code lifetime} of a token; a token that is renewed just before its process hears of the end lives once more. */
    public Revocations(Pool pool, Duration lifetime) {
        this.pool = pool;
        this.kept = lifetime.multipliedBy(2).plus(OVERLAP);
    }

    /** Tells all processes that there is a new one. */
    public static Request news() {
        return Request.cmd(Command.PUBLISH).arg(CHANNEL).arg("");
    }

    /** Whether the session of a token was ended; known on every thread. */
    boolean holds(VoterToken token) {
        var revoked = voterToRevoked.get(token.voter());
        return revoked != null && token.epoch() < revoked.epoch();
    }

    /** Learns what was revoked since the last time. */
    public Future<Void> refresh() {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(Rows.time(read.equals(Instant.EPOCH) ? read : read.minus(OVERLAP))))
                .compose(rows -> {
                    rows.forEach(this::learn);
                    return reads++ % FORGET_EVERY == 0 ? forget() : Future.succeededFuture();
                });
    }

    private void learn(Row row) {
        var at = Rows.instant(row, "revoked_at");
        voterToRevoked.put(row.getLong("voter"), new Revoked(row.getInteger("epoch"), at));
        if (at.isAfter(read)) {
            read = at;
        }
    }

    /** What no token can meet any more. */
    private Future<Void> forget() {
        var oldest = Instant.now().minus(kept);
        voterToRevoked.values().removeIf(revoked -> revoked.at().isBefore(oldest));
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of((double) kept.toSeconds()))
                .mapEmpty();
    }

    private record Revoked(int epoch, Instant at) {}
}
