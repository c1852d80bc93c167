package io.dianzan.operator.staff;

import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where passwords are computed: on two threads of their own, and only so many wait. Whoever floods the login takes neither
 * the loops' time nor more than 40 MiB.
 */
final class Hashing implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 16;

    private final WorkerExecutor threads;
    private final AtomicInteger underWay = new AtomicInteger();

    Hashing(Vertx vertx) {
        threads = vertx.createSharedWorkerExecutor("operators' passwords", THREADS);
    }

    /** Fails with {@code busy} where too many wait already. */
    <T> Future<T> compute(Callable<T> work) {
        if (underWay.incrementAndGet() > MOST_WAITING) {
            underWay.decrementAndGet();
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        return threads.executeBlocking(work, false).onComplete(done -> underWay.decrementAndGet());
    }

    @Override
    public void close() {
        threads.close();
    }
}
