package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something done again and again: never twice at once, and a failure is logged when it begins and when it is over, not
 * every time. Runs on the event loop on which it was started.
 */
public final class Poll {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Future<Void>> work;
    private Future<Void> running = Future.succeededFuture();
    private volatile long lastDone = System.nanoTime();
    private boolean failing;
    private long timer = -1;

    public Poll(Vertx vertx, String name, Supplier<Future<Void>> work) {
        this.vertx = vertx;
        this.name = name;
        this.work = work;
    }

    /** Runs it once, whose outcome is returned, and from then on every {@code millis}. */
    public Future<Void> start(long millis) {
        return work.get().onSuccess(done -> {
            lastDone = System.nanoTime();
            timer = vertx.setPeriodic(millis, tick -> run());
        });
    }

    /** How long ago it last succeeded; known on every thread. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastDone);
    }

    /** Stops it; the returned future waits for a run that is under way. */
    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return running.otherwiseEmpty();
    }

    private void run() {
        if (!running.isComplete()) {
            return;
        }
        running = work.get().onComplete(done -> recovered(), this::failed);
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
