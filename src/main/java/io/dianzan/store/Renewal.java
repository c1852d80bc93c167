package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Something that is read anew on demand, by one run at a time however many ask: who asks gets a run that began after he
 * asked, for an earlier one may have missed what he wants to learn. Safe on every thread.
 */
public final class Renewal {
    private final Supplier<Future<Void>> run;
    private Promise<Void> next;
    private boolean running;

    public Renewal(Supplier<Future<Void>> run) {
        this.run = run;
    }

    public Future<Void> renew() {
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
        run.get().onComplete(done -> {
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
}
