package io.dianzan.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something done again and again: never twice at once, and a failure is logged when it begins and when it is over, not
 * every time. Runs on the event loop on which it was started.
 */
public final class Poll {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);

    private static final int PATIENCE_SECONDS = 10;
    private static final int STOP_SECONDS = 1;

    private final Vertx vertx;
    private final String name;
    private final Supplier<Future<Void>> work;
    private final long millis;
    private Future<Void> running = Future.succeededFuture();
    private volatile long lastDone = System.nanoTime();
    private boolean failing;
    private long timer = -1;
    private Context context;

    public Poll(Vertx vertx, String name, Supplier<Future<Void>> work, long millis) {
        this.millis = millis;
        this.vertx = vertx;
        this.name = name;
        this.work = work;
    }

    /** Runs it once, whose outcome is returned, and from then on every so many milliseconds. */
    public Future<Void> start() {
        return attempt().onSuccess(done -> {
            lastDone = System.nanoTime();
            context = vertx.getOrCreateContext();
            timer = vertx.setPeriodic(millis, tick -> run());
        });
    }

    /** Runs it every so many milliseconds, and not yet: nobody waits for the first time. */
    public void startLater() {
        context = vertx.getOrCreateContext();
        timer = vertx.setPeriodic(millis, tick -> run());
    }

    /** Runs it now, unless it is running; from any thread, once it has started. */
    public void hasten() {
        context.runOnContext(now -> run());
    }

    /** How long ago it last succeeded; known on every thread. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastDone);
    }

    /** Stops it; the returned future waits a moment for a run that is under way. */
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return running.timeout(STOP_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
    }

    private void run() {
        if (!running.isComplete()) {
            return;
        }
        running = attempt().onComplete(done -> recovered(), this::failed);
    }

    /** One that hangs, on a connection whose other end is gone, is given up: the next may get another. */
    private Future<Void> attempt() {
        try {
            return work.get().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void recovered() {
        lastDone = System.nanoTime();
        if (failing) {
            LOG.info("{} works again", name);
        }
        failing = false;
    }

    private void failed(Throwable cause) {
        if (!failing) {
            LOG.warn("{} failed: {}", name, Reason.of(cause));
        }
        failing = true;
    }
}
