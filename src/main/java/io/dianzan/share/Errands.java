package io.dianzan.share;

import io.dianzan.login.Deadline;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things that one process fetches from elsewhere for all of them, and that lie in PostgreSQL from then on. A row says who
 * is at it, for no longer than it may take him; one that failed is left alone for a minute by everybody. No connection is
 * held meanwhile.
 */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int PAUSE_MILLIS = 150;

    /** Sees the row as it was before: whether it is ours now, and else whether somebody has failed of late. */
    private static final String CLAIM = """
            WITH ours AS (
              INSERT INTO errand AS e (name, until, failed) VALUES ($1, clock_timestamp() + interval '10 seconds', false)
              ON CONFLICT (name) DO UPDATE SET until = excluded.until, failed = false WHERE e.until < clock_timestamp()
              RETURNING 1)
            SELECT EXISTS (SELECT FROM ours) AS ours,
              EXISTS (SELECT FROM errand e WHERE e.name = $1 AND e.failed AND e.until >= clock_timestamp()) AS rests""";

    private static final String DONE = "DELETE FROM errand WHERE name = $1 AND NOT failed";

    private static final String FAILED =
            "UPDATE errand SET until = clock_timestamp() + interval '1 minute', failed = true WHERE name = $1";

    private static final String FORGET = "DELETE FROM errand WHERE until < clock_timestamp() - interval '1 hour'";

    private final Vertx vertx;
    private final Pool pool;

    Errands(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /**
     * What {@code look} finds, or {@code fetch} brings and puts where {@code look} finds it; empty where it cannot be had
     * now. Fails where PostgreSQL does.
     */
    <T> Future<Optional<T>> run(String name, Supplier<Future<Optional<T>>> look, Supplier<Future<T>> fetch) {
        return new Errand<>(name, look, fetch, Deadline.in(PATIENCE)).attempt();
    }

    /** Forgets what failed long ago. */
    Future<Void> forget() {
        return pool.query(FORGET).execute().mapEmpty();
    }

    /** One run of one of them. */
    private final class Errand<T> {
        private final String name;
        private final Supplier<Future<Optional<T>>> look;
        private final Supplier<Future<T>> fetch;
        private final Deadline deadline;

        Errand(String name, Supplier<Future<Optional<T>>> look, Supplier<Future<T>> fetch, Deadline deadline) {
            this.name = name;
            this.look = look;
            this.fetch = fetch;
            this.deadline = deadline;
        }

        Future<Optional<T>> attempt() {
            return look.get().compose(found -> found.isPresent() ? Future.succeededFuture(found) : claimed());
        }

        private Future<Optional<T>> claimed() {
            return pool.preparedQuery(CLAIM).execute(Tuple.of(name)).compose(rows -> {
                var row = rows.iterator().next();
                if (row.getBoolean("ours")) {
                    return ours();
                }
                return row.getBoolean("rests") || deadline.leftMillis() <= 0
                        ? Future.succeededFuture(Optional.empty())
                        : vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).compose(over -> attempt());
            });
        }

        /** Somebody may have brought it between our look and our claim. */
        private Future<Optional<T>> ours() {
            return look.get()
                    .compose(found -> found.isPresent()
                            ? Future.succeededFuture(found)
                            : fetch.get().map(Optional::of))
                    .compose(got -> ended(DONE).map(got))
                    .recover(failure -> {
                        LOG.debug("errand {} failed: {}", name, Reason.of(failure));
                        return ended(FAILED).map(Optional.empty());
                    });
        }

        private Future<Void> ended(String how) {
            return pool.preparedQuery(how).execute(Tuple.of(name)).mapEmpty();
        }
    }
}
