package io.dianzan.login;

import io.dianzan.config.KeyRing;
import io.dianzan.store.StartException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which key of each ring writes: a process reports what it holds, and PostgreSQL goes on to the next key once every live
 * process has it at the head of its ring. So keys are changed by starting one process after the other.
 */
public final class KeysInUse {
    /** The names of the rings, in PostgreSQL too. */
    public static final String SUBJECTS = "subjects";

    public static final String TOKENS = "tokens";

    private static final String REPORT = "SELECT report_keys($1, $2, $3, $4, $5::text::interval)";
    private static final String LEAVE = "DELETE FROM held_key WHERE process = $1";
    /** A process that was silent for so long is not waited for; one that only stood still finds out at its next login. */
    private static final Duration LIVE = Duration.ofSeconds(30);

    private static final String UNUSABLE = "55000";

    private final Pool pool;
    private final Map<String, KeyRing> nameToRing;
    private final UUID process = UUID.randomUUID();
    private final Map<String, String> ringToWriting = new ConcurrentHashMap<>();

    public KeysInUse(Pool pool, Map<String, KeyRing> nameToRing) {
        this.pool = pool;
        this.nameToRing = nameToRing;
    }

    /** The name of the key that makes tokens; the newest that is held here until PostgreSQL has been asked. */
    public String signing() {
        return ringToWriting.getOrDefault(
                TOKENS, nameToRing.get(TOKENS).newest().name());
    }

    /** Tells what is held here, and learns what writes; fails with a {@link StartException} where a ring cannot be used. */
    public Future<Void> report() {
        return report(SUBJECTS).compose(done -> report(TOKENS));
    }

    /** Nobody waits for this process any more. */
    public Future<Void> leave() {
        return pool.preparedQuery(LEAVE).execute(Tuple.of(process)).mapEmpty();
    }

    private Future<Void> report(String name) {
        var keys = nameToRing.get(name).keys();
        var parameters = Tuple.of(
                process,
                name,
                keys.stream().map(KeyRing.Key::name).toArray(String[]::new),
                keys.stream().map(key -> Buffer.buffer(key.fingerprint())).toArray(Buffer[]::new),
                LIVE.toSeconds() + " s");
        return pool.preparedQuery(REPORT)
                .execute(parameters)
                .<Void>map(rows -> {
                    var writing = rows.iterator().next().getString(0);
                    if (nameToRing.get(name).keys().stream()
                            .anyMatch(key -> key.name().equals(writing))) {
                        ringToWriting.put(name, writing);
                    }
                    return null;
                })
                .recover(cause -> Future.failedFuture(
                        cause instanceof PgException refused && UNUSABLE.equals(refused.getSqlState())
                                ? new StartException("keys of " + refused.getErrorMessage())
                                : cause));
    }
}
