package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One connection to Redis with a breaker: a write that is not answered in time, or answered with an error, opens it, and
 * until a new connection has answered a PING in time nothing is asked. Redis is never waited for longer than that: what
 * it knows only saves work. Belongs to the event loop on which it was opened.
 */
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    /** A healthy Redis answers in a millisecond; a vote waits this long for it once, and then for nobody. */
    private static final long PATIENCE_MILLIS = 100;

    private static final long CONNECT_MILLIS = 1_000;
    private static final int FIRST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;
    private static final int WAITING_ANSWERS = 4_096;

    private final Vertx vertx;
    private final RedisOptions options;
    private final Runnable opened;
    private final Level trouble;
    private Redis client;
    /** Changed by the loop alone; volatile for those who ask whether Redis is away. */
    private volatile RedisConnection connection;

    private int pause = FIRST_PAUSE_MILLIS;
    private boolean stopped;

    /** {@code opened} is told of every new connection: what an earlier one was told may be gone. */
    public RedisLink(Vertx vertx, RedisAddress address, Runnable opened) {
        this(vertx, address, opened, Level.WARN);
    }

    /** One that does not tell the operator of its troubles: the gate's links, to the same Redis, have them too. */
    public static RedisLink quiet(Vertx vertx, RedisAddress address) {
        return new RedisLink(vertx, address, () -> {}, Level.DEBUG);
    }

    private RedisLink(Vertx vertx, RedisAddress address, Runnable opened, Level trouble) {
        this.trouble = trouble;
        this.options = address.options().setMaxWaitingHandlers(WAITING_ANSWERS);
        this.vertx = vertx;
        this.opened = opened;
    }

    public boolean away() {
        return connection == null;
    }

    /** Begins to connect, and goes on until {@link #close()}; does not wait. */
    public void open() {
        // a client of its own for each attempt: its pool would lease the dead socket of the last one again
        client = Redis.createClient(vertx, options);
        client.connect()
                .compose(fresh -> fresh.send(Request.cmd(Command.PING))
                        .timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                        .map(fresh)
                        .onFailure(cause -> fresh.close()))
                .timeout(2 * CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(this::take, this::again);
    }

    /** Sends commands in one write; fails at once while Redis is away. */
    public Future<List<Response>> write(List<Request> commands) {
        var asked = connection;
        if (asked == null) {
            return Future.failedFuture("Redis is away");
        }
        return asked.batch(commands)
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(cause -> drop(asked, cause));
    }

    public Future<Void> close() {
        stopped = true;
        connection = null;
        return client == null ? Future.succeededFuture() : client.close().otherwiseEmpty();
    }

    private void take(RedisConnection fresh) {
        if (stopped) {
            fresh.close();
            return;
        }
        fresh.exceptionHandler(cause -> drop(fresh, cause));
        fresh.endHandler(end -> drop(fresh, null));
        connection = fresh;
        pause = FIRST_PAUSE_MILLIS;
        opened.run();
    }

    private void drop(RedisConnection old, Throwable cause) {
        if (connection != old) {
            return;
        }
        connection = null;
        LOG.atLevel(trouble).log("Redis does not answer as it should ({}); going on without it", Reason.of(cause));
        again(cause);
    }

    private void again(Throwable cause) {
        client.close();
        if (stopped) {
            return;
        }
        var wait = ThreadLocalRandom.current().nextInt(pause / 2, pause + 1);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        vertx.setTimer(wait, timer -> {
            if (!stopped) {
                open();
            }
        });
    }
}
