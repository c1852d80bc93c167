package io.dianzan.login.oidc;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A document of the issuer, kept for all event loops. At most one fetch is under way, and all who want the document
 * wait for it; once there is one, it is fetched again at most once in a {@link #PAUSE}, whatever is asked. A renewal
 * that fails leaves the old document in use, for as long as it may live.
 */
final class Kept<T> {
    /** How long a key that the issuer has withdrawn may still count. */
    static final Duration RENEWAL = Duration.ofHours(1);
    /** An issuer whose documents have been away for so long is not known to us any more. */
    static final Duration LIFE = Duration.ofDays(1);
    /** So that tokens with made-up key names cannot make us hammer the issuer. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Supplier<Future<T>> source;
    private T value;
    private Instant fetchedAt;
    private Instant triedAt;
    private Future<T> underWay;

    Kept(Clock clock, Supplier<Future<T>> source) {
        this.clock = clock;
        this.source = source;
    }

    /** The future may complete on any thread. */
    synchronized Future<T> get() {
        if (value == null || !within(LIFE, fetchedAt)) {
            return fetched();
        }
        if (within(RENEWAL, fetchedAt) || (underWay == null && within(PAUSE, triedAt))) {
            return Future.succeededFuture(value);
        }
        // renewed beside: nobody waits for what he has
        var old = value;
        fetched();
        return Future.succeededFuture(old);
    }

    /** A newer document than the one seen, or the same where there is none to be had now. */
    synchronized Future<T> newerThan(T seen) {
        if (value != seen || (underWay == null && within(PAUSE, triedAt))) {
            return Future.succeededFuture(value);
        }
        return fetched().otherwise(seen);
    }

    private Future<T> fetched() {
        if (underWay != null) {
            return underWay;
        }
        Promise<T> promise = Promise.promise();
        underWay = promise.future();
        triedAt = clock.instant();
        asked().onComplete((fresh, failure) -> {
            settle(fresh);
            promise.complete(fresh, failure);
        });
        return promise.future(); // the field is empty again where the source answered at once
    }

    /** Whatever the source throws is a failure too; else it would stay under way for ever. */
    private Future<T> asked() {
        return Future.succeededFuture().compose(now -> source.get());
    }

    private synchronized void settle(T fresh) {
        underWay = null;
        if (fresh != null) {
            value = fresh;
            fetchedAt = clock.instant();
        }
    }

    /** A clock that was set back makes everything old. */
    private boolean within(Duration time, Instant since) {
        var now = clock.instant();
        return !now.isBefore(since) && now.isBefore(since.plus(time));
    }
}
