package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to PostgreSQL that is made again whenever it ends, with growing pauses and some chance in them. Belongs
 * to the event loop on which it was opened. While it is away {@link #connection()} is null; nothing waits in here.
 */
public final class PgLink {
    private static final Logger LOG = LoggerFactory.getLogger(PgLink.class);
    private static final int READY_SECONDS = 5;
    private static final int CLOSE_SECONDS = 1;
    private static final int FIRST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 1_000;

    private final Vertx vertx;
    private final Postgres postgres;
    private final Function<PgConnection, Future<Void>> ready;
    private final Runnable ended;
    private PgConnection connection;
    private int pause = FIRST_PAUSE_MILLIS;
    private boolean connecting;
    private boolean stopped;

    /** {@code ready} prepares each new connection before it counts; {@code ended} is told whenever one is gone. */
    public PgLink(Vertx vertx, Postgres postgres, Function<PgConnection, Future<Void>> ready, Runnable ended) {
        this.vertx = vertx;
        this.postgres = postgres;
        this.ready = ready;
        this.ended = ended;
    }

    public PgConnection connection() {
        return connection;
    }

    /** Makes the first connection; fails if that cannot be. */
    public Future<Void> open() {
        return postgres.connect().compose(this::take);
    }

    /** Gives up a connection that does not answer; a new one is made. */
    public void drop() {
        var hung = connection;
        if (hung != null) {
            gone(hung);
            hung.close();
        }
    }

    public Future<Void> close() {
        stopped = true;
        var last = connection;
        connection = null;
        // the other end may be gone without a word: it is not waited for longer than this
        return last == null
                ? Future.succeededFuture()
                : last.close().timeout(CLOSE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
    }

    private Future<Void> take(PgConnection fresh) {
        if (stopped) {
            return fresh.close();
        }
        fresh.closeHandler(closed -> gone(fresh));
        fresh.exceptionHandler(cause -> LOG.debug("connection to PostgreSQL: {}", Reason.of(cause)));
        connection = fresh;
        return ready.apply(fresh)
                .timeout(READY_SECONDS, TimeUnit.SECONDS)
                .onSuccess(done -> pause = FIRST_PAUSE_MILLIS)
                .onFailure(cause -> drop());
    }

    private void gone(PgConnection old) {
        if (connection != old) {
            return;
        }
        connection = null;
        ended.run();
        if (!stopped) {
            LOG.warn("a connection to PostgreSQL ended; making another");
            again();
        }
    }

    private void again() {
        var wait = ThreadLocalRandom.current().nextInt(pause / 2, pause + 1);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        vertx.setTimer(wait, timer -> {
            if (stopped || connection != null || connecting) {
                return;
            }
            connecting = true;
            postgres.connect()
                    .onComplete(
                            fresh -> {
                                connecting = false;
                                take(fresh);
                            },
                            cause -> {
                                connecting = false;
                                LOG.debug("PostgreSQL is away: {}", Reason.of(cause));
                                again();
                            });
        });
    }
}
