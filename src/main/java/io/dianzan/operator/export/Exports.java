package io.dianzan.operator.export;

import io.dianzan.fault.Refusal;
import io.dianzan.operator.export.ExportTable.Run;
import io.dianzan.store.Reason;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes data out of the house: everything inside one snapshot of the database, in constant memory, and in the audit before
 * the first byte and after the last. Few at once, for each holds a connection and keeps PostgreSQL from tidying up.
 */
public final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final int AT_ONCE = 2;
    private static final int RETRY_SECONDS = 5;
    private static final int SHOWN = 20;
    private static final int TRIES = 5;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Vertx vertx;
    private final Pool pool;
    private final ExportTable table;
    private final Pseudonyms pseudonyms;
    private final AtomicInteger running = new AtomicInteger();

    public Exports(Vertx vertx, Pool pool, Pseudonyms pseudonyms) {
        this.vertx = vertx;
        this.pool = pool;
        this.table = new ExportTable(pool);
        this.pseudonyms = pseudonyms;
    }

    /**
     * Runs an export into an outlet, and gives the number of its rows. Fails where the outlet does, or PostgreSQL: what came
     * out before is then no whole file, and the caller must see to it that nobody takes it for one.
     */
    public Future<Long> run(Order order, Outlet outlet, Progress progress) {
        if (running.incrementAndGet() > AT_ONCE) {
            running.decrementAndGet();
            return Future.failedFuture(Refusal.BUSY.refused().retryAfter(RETRY_SECONDS));
        }
        return table.begin(order)
                .compose(id -> {
                    var passage =
                            new Passage(vertx, order, Contents.of(order, pseudonyms), outlet, new Told(id, progress));
                    return pool.withTransaction(passage::through)
                            .onFailure(cause -> LOG.warn(
                                    "export of {} of {} broke: {}",
                                    order.what().word(),
                                    order.campaign().slug(),
                                    Reason.of(cause)))
                            .transform(outcome -> ended(id, passage, outcome));
                })
                .onComplete(over -> running.decrementAndGet());
    }

    /** The last exports of a campaign, those on their way among them, whichever process serves them. */
    public Future<List<Run>> recent(int campaign) {
        return table.recent(campaign, SHOWN);
    }

    /** The caller learns why it broke, and not that this could not be written down either. */
    private Future<Long> ended(long id, Passage passage, AsyncResult<Void> outcome) {
        var written = written(id, passage.rows(), outcome.succeeded(), TRIES);
        return outcome.succeeded()
                ? written.map(done -> passage.rows())
                : written.transform(done -> Future.failedFuture(outcome.cause()));
    }

    /** What broke the export may have left a dead connection in the pool, and the next one lives. */
    private Future<Void> written(long id, long rows, boolean whole, int tries) {
        return table.end(id, rows, whole)
                .recover(cause -> tries <= 1
                        ? Future.failedFuture(cause)
                        : vertx.timer(1, TimeUnit.SECONDS).compose(later -> written(id, rows, whole, tries - 1)));
    }

    /** Writes down how far an export is, once a second, so that the consoles of all processes can tell. */
    private final class Told implements Progress {
        private final long run;
        private final Progress besides;
        private long lastNanos = System.nanoTime();

        Told(long run, Progress besides) {
            this.run = run;
            this.besides = besides;
        }

        @Override
        public void at(long rows, long about) {
            besides.at(rows, about);
            if (System.nanoTime() - lastNanos > SECOND_NANOS) {
                lastNanos = System.nanoTime();
                table.seen(run, rows, about);
            }
        }
    }
}
