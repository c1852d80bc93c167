package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Something that is read anew on demand, by one run at a time however many ask: who asks gets a run that began after he
 * asked, for an earlier one may have missed what he wants to learn. Asked on any thread, it answers each on the event
 * loop on which he asked, for what he does next belongs there.
 */
public final class Renewal {
    private static final long PATIENCE_MILLIS = Duration.ofSeconds(10).toMillis();

    private final Supplier<Future<Void>> run;
    private Promise<Void> next;
    private boolean running;

    public Renewal(Supplier<Future<Void>> run) {
        this.run = run;
    }

    public Future<Void> renew() {
        return CallersLoop.of(joined());
    }

    private Future<Void> joined() {
        Promise<Void> mine;
        synchronized (this) {
            if (next == null) {
                next = Promise.promise();
            }
            mine = next;
            if (running) {
                return mine.future();
            }
            running = true;
            next = null;
        }
        start(mine);
        return mine.future();
    }

    private void start(Promise<Void> asked) {
        attempt().timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).onComplete(done -> {
            Promise<Void> following;
            synchronized (this) {
                following = next;
                next = null;
                running = following != null;
            }
            asked.handle(done);
            if (following != null) {
                start(following);
            }
        });
    }

    private Future<Void> attempt() {
        try {
            return run.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
