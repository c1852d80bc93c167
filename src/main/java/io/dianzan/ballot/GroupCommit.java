package io.dianzan.ballot;

import io.dianzan.ballot.Outcome.Kind;
import io.dianzan.fault.Refusal;
import io.dianzan.store.Incarnation;
import io.dianzan.store.PgLink;
import io.dianzan.store.Postgres;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's writer of one event loop: while one batch commits, the next gathers. A batch is one autocommit call on a
 * connection of its own, so nothing waits for a timer and no transaction stays open when this process stops.
 *
 * <p>What a crash can lose: nothing that was answered. A batch without an answer is sent again, the same rows under the
 * same names, until the database says which of them it has; what cannot be settled in time is told as unknown.
 */
public final class GroupCommit implements Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    /** A call that takes longer hangs: its connection is given up and the rows are settled on another. */
    private static final long HUNG_MILLIS = Duration.ofSeconds(5).toMillis();

    private static final long EXPIRE_EVERY_MILLIS = 250;
    private static final long PROBE_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int RETRY_JITTER_MILLIS = 20;

    private final Vertx vertx;
    private final PgLink link;
    private final Incarnation incarnation;
    private final Waiting waiting;
    private final WriterLimits limits;
    private final CommitMeters meters;
    private volatile PreparedQuery<RowSet<Row>> call;
    private boolean sending;
    private boolean stopping;
    private boolean exhausted;
    private long probeAt;
    private long sweep = -1;

    public GroupCommit(
            Vertx vertx, Postgres postgres, Incarnation incarnation, WriterLimits limits, CommitMeters meters) {
        this.vertx = vertx;
        this.link = new PgLink(vertx, postgres, this::prepare, () -> call = null);
        this.incarnation = incarnation;
        this.waiting = new Waiting(limits.queue());
        this.limits = limits;
        this.meters = meters;
    }

    public Future<Void> open() {
        sweep = vertx.setPeriodic(EXPIRE_EVERY_MILLIS, tick -> waiting.expire(System.nanoTime()));
        return link.open();
    }

    /** Whether taps can be sent now; known on every thread. */
    public boolean isConnected() {
        return call != null;
    }

    /** The taps that wait for a call; known on every thread. */
    public int waiting() {
        return waiting.size();
    }

    /** Lets what waits be recorded, or expire, then closes the connection. */
    public Future<Void> drain() {
        stopping = true;
        if (sending || waiting.size() > 0) {
            return vertx.timer(EXPIRE_EVERY_MILLIS, TimeUnit.MILLISECONDS).compose(later -> drain());
        }
        vertx.cancelTimer(sweep);
        return link.close();
    }

    @Override
    public Future<Outcome> append(Tap tap) {
        var pending = new Pending(tap);
        if (stopping || !limits.room().getAsBoolean() || isExhausted() || !waiting.offer(pending)) {
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        next();
        return pending.outcome().future();
    }

    private void next() {
        if (sending || call == null) {
            return;
        }
        var batch = waiting.take(limits.batch(), System.nanoTime());
        if (!batch.isEmpty()) {
            sending = true;
            send(batch).onComplete(done -> {
                sending = false;
                next();
            });
        }
    }

    /** Sends one batch; the future never fails, and completes when the next batch may go. */
    private Future<Void> send(List<Pending> batch) {
        if (call == null) {
            waiting.putBack(batch);
            return Future.succeededFuture();
        }
        var sent = System.nanoTime();
        meters.sent(batch.size());
        return call.execute(CastCall.parameters(batch))
                .timeout(HUNG_MILLIS, TimeUnit.MILLISECONDS)
                .<Void>map(rows -> {
                    meters.committed(System.nanoTime() - sent);
                    exhausted = false;
                    settle(batch, rows);
                    return null;
                })
                .recover(cause -> failed(batch, cause));
    }

    private void settle(List<Pending> batch, RowSet<Row> rows) {
        var again = new ArrayList<Pending>();
        for (var row : rows) {
            var pending = batch.get(row.getInteger(0) - 1);
            switch (CastCall.verdictOf(row)) {
                case RECORDED -> tell(pending, Kind.RECORDED, row);
                case REPEAT -> tell(pending, Kind.REPEAT, row);
                case KEY_REUSED -> tell(pending, Kind.KEY_REUSED, row);
                case TOKEN_REVOKED -> revoked(pending);
                case VOTER_BANNED -> pending.outcome().tryFail(CastCall.banned(pending, row));
                case QUOTA_SPENT -> tell(pending, Kind.QUOTA_SPENT, row);
                case CATEGORY_SPENT -> tell(pending, Kind.CATEGORY_SPENT, row);
                case CAMPAIGN_SPENT -> tell(pending, Kind.CAMPAIGN_SPENT, row);
                case WORK_SPENT -> tell(pending, Kind.WORK_SPENT, row);
                case FENCED -> pending.outcome().tryFail(Refusal.BUSY.refused());
                case LATE -> pending.giveUp();
                case AGAIN -> again.add(pending);
                case WORLD -> {
                    if (pending.unknown()) {
                        pending.giveUp();
                    } else {
                        tell(pending, Kind.WORLD_MOVED, row);
                    }
                }
            }
        }
        waiting.putBack(again);
    }

    private static void tell(Pending pending, Kind kind, Row row) {
        pending.outcome().tryComplete(CastCall.outcomeOf(kind, row));
    }

    private Future<Void> failed(List<Pending> batch, Throwable cause) {
        var fault = cause instanceof TimeoutException ? StoreFault.UNANSWERED : StoreFault.of(cause);
        meters.failed(fault);
        LOG.warn("a batch of {} failed: {} ({})", batch.size(), fault, Reason.of(cause));
        return switch (fault) {
            case UNANSWERED -> unanswered(batch);
            case RETRY -> retry(batch);
            case BAD_ROW -> halve(batch);
            case EXHAUSTED -> exhausted(batch);
            case UNFORESEEN -> {
                batch.forEach(GroupCommit::internal);
                yield Future.succeededFuture();
            }
        };
    }

    /** No votes until a probe is taken: who comes meanwhile is told at once. */
    private Future<Void> exhausted(List<Pending> batch) {
        exhausted = true;
        probeAt = System.nanoTime() + PROBE_EVERY_NANOS;
        batch.forEach(Pending::giveUp);
        waiting.giveUpAll();
        return Future.succeededFuture();
    }

    /** One tap a second is let through as a probe; the first call that succeeds ends it. */
    private boolean isExhausted() {
        if (!exhausted || System.nanoTime() < probeAt) {
            return exhausted;
        }
        probeAt = System.nanoTime() + PROBE_EVERY_NANOS;
        return false;
    }

    /** The rows go first on the next connection; there the insert waits for this try where a read would not see it. */
    private Future<Void> unanswered(List<Pending> batch) {
        batch.forEach(Pending::becomeUnknown);
        waiting.putBack(batch);
        link.drop();
        return Future.succeededFuture();
    }

    private Future<Void> retry(List<Pending> batch) {
        var left = batch.stream().filter(Pending::mayRetry).toList();
        batch.stream().filter(pending -> !left.contains(pending)).forEach(Pending::giveUp);
        waiting.putBack(left);
        return vertx.timer(ThreadLocalRandom.current().nextInt(1, RETRY_JITTER_MILLIS + 1), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    private Future<Void> halve(List<Pending> batch) {
        if (batch.size() == 1) {
            internal(batch.get(0));
            return Future.succeededFuture();
        }
        var middle = batch.size() / 2;
        return send(batch.subList(0, middle)).compose(done -> send(batch.subList(middle, batch.size())));
    }

    /** After the next login the same tap is judged anew; only one whose earlier try went unanswered may be there. */
    private static void revoked(Pending pending) {
        if (pending.unknown()) {
            pending.giveUp();
        } else {
            pending.outcome().tryFail(Refusal.TOKEN_REVOKED.refused());
        }
    }

    private static void internal(Pending pending) {
        if (pending.unknown()) {
            pending.giveUp();
        } else {
            pending.outcome().tryFail(new IllegalStateException("the ledger did not take a row"));
        }
    }

    private Future<Void> prepare(PgConnection connection) {
        return incarnation
                .learn(connection)
                .compose(known -> connection.prepare(CastCall.SQL))
                .map(statement -> {
                    call = statement.query();
                    next();
                    return null;
                });
    }
}
