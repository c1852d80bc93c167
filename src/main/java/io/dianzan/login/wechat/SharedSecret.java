package io.dianzan.login.wechat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.login.Deadline;
import io.dianzan.store.CallersLoop;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret that a provider gives out for a while and that all processes use: fetched by one of them, which holds a lock
 * in Redis, and taken over by the others. Each keeps it in memory and asks again a little before it ends, while people
 * go on with the old one. With Redis away each process fetches for itself; within a process there is always one round
 * at a time, which all who need it await together. Safe on every thread; each caller is answered on his own loop.
 */
final class SharedSecret {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSecret.class);
    /** Longer than a lock lives: after that its owner is dead, or late, and we fetch without it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Somebody waits for a page; enough to outlive a lock whose owner has died. */
    private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(4);
    /** After a round that brought nothing new. */
    private static final Duration REST = Duration.ofSeconds(1);
    /** WeChat itself replaces a living token every 30 s at most; a new one that is refused too is no reason to go on. */
    private static final Duration BETWEEN_REPLACEMENTS = Duration.ofSeconds(10);
    /** More than the calls that may be under way to a provider. */
    private static final int MOST_WAITING = 2_048;

    private final SecretShelf shelf;
    private final String name;
    private final Clock clock;
    private final Supplier<Future<Issue>> provider;
    private volatile HeldSecret held;
    /** What the provider no longer takes, though it may lie on the shelf. */
    private volatile String dead;

    private volatile Instant restsUntil = Instant.MIN;
    private Instant replacedAt = Instant.MIN;
    private Throwable failure;
    private Promise<HeldSecret> round;
    private int waiting;

    /**
     * {@code provider} ends by itself and fails with a {@link io.dianzan.fault.Refused}; where it takes longer than a
     * lock lives, two processes may fetch.
     */
    SharedSecret(SecretShelf shelf, String name, Clock clock, Supplier<Future<Issue>> provider) {
        this.shelf = shelf;
        this.name = name;
        this.clock = clock;
        this.provider = provider;
    }

    Future<HeldSecret> get() {
        var now = clock.instant();
        var mine = held;
        if (mine == null || mine.isOverAt(now)) {
            return CallersLoop.of(joined())
                    .timeout(CALLERS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .recover(SharedSecret::late);
        }
        if (mine.isDueAt(now) && !now.isBefore(restsUntil)) {
            joined();
        }
        return Future.succeededFuture(mine);
    }

    /** For one whose call was refused for the secret's sake, which is given up only if it is still the one in use. */
    Future<HeldSecret> insteadOf(HeldSecret refused) {
        synchronized (this) {
            if (held != null && held.value().equals(refused.value())) {
                var now = clock.instant();
                if (now.isBefore(replacedAt.plus(BETWEEN_REPLACEMENTS))) {
                    return Future.failedFuture(
                            Refusal.PROVIDER_DOWN.refused().retryAfter((int) BETWEEN_REPLACEMENTS.toSeconds()));
                }
                LOG.warn("{} is refused before its time; another one is fetched", name);
                replacedAt = now;
                dead = refused.value();
                held = null;
                failure = null;
            }
        }
        return get();
    }

    private static <T> Future<T> late(Throwable failed) {
        return Future.failedFuture(failed instanceof TimeoutException ? Refusal.PROVIDER_DOWN.refused() : failed);
    }

    /** What the round brings that is under way, or a new one. */
    private synchronized Future<HeldSecret> joined() {
        if (round == null) {
            var now = clock.instant();
            if (held != null && !held.isDueAt(now)) {
                // it came between his look at it and now
                return Future.succeededFuture(held);
            }
            if (failure != null && now.isBefore(restsUntil)) {
                return Future.failedFuture(failure);
            }
            Promise<HeldSecret> mine = Promise.promise();
            round = mine;
            waiting = 0;
            begin(mine);
        }
        if (++waiting > MOST_WAITING) {
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        return round.future();
    }

    private void begin(Promise<HeldSecret> mine) {
        shelf.onLoop(() -> Future.succeededFuture()
                .compose(begun -> look(Deadline.in(PATIENCE)))
                .onComplete(done -> end(mine, done)));
    }

    private void end(Promise<HeldSecret> ended, AsyncResult<HeldSecret> done) {
        synchronized (this) {
            if (done.succeeded() && done.result().value().equals(dead)) {
                // found before it was refused, and who refused it waits for another one
                begin(ended);
                return;
            }
            var now = clock.instant();
            round = null;
            failure = done.cause();
            if (done.succeeded()) {
                held = done.result();
            }
            if (done.failed() || held.isDueAt(now)) {
                restsUntil = now.plus(restAfter(failure));
            }
        }
        ended.handle(done);
    }

    /** As long as the provider wants: its quotas are those of a minute or a day. */
    private static Duration restAfter(Throwable failure) {
        return failure instanceof Refused refused && refused.retryAfterSeconds() > 0
                ? Duration.ofSeconds(refused.retryAfterSeconds())
                : REST;
    }

    private Future<HeldSecret> look(Deadline deadline) {
        return shelf.look(name).transform(found -> found.failed() ? fetched(null) : settled(found.result(), deadline));
    }

    private Future<HeldSecret> settled(SecretShelf.Found found, Deadline deadline) {
        var copy = usable(found.copy());
        var good = copy.filter(each -> !each.isDueAt(clock.instant())).isPresent();
        if (found.locked() && !good) {
            return fetched(found.owner())
                    .recover(failed -> copy.map(Future::succeededFuture).orElse(Future.failedFuture(failed)));
        }
        if (found.locked()) {
            shelf.release(name, found.owner());
        }
        if (copy.isPresent()) {
            // due, perhaps: then another one has the lock
            return Future.succeededFuture(copy.get());
        }
        return deadline.leftMillis() > 0 ? shelf.pause().compose(over -> look(deadline)) : fetched(null);
    }

    private Optional<HeldSecret> usable(Optional<SecretShelf.Copy> found) {
        var now = clock.instant();
        return found.filter(copy -> !copy.value().equals(dead))
                .map(copy -> HeldSecret.of(copy.value(), copy.life(), copy.left(), now))
                .filter(copy -> !copy.isOverAt(now));
    }

    /** Asks the provider; {@code owner} is null without the lock. */
    private Future<HeldSecret> fetched(String owner) {
        return provider.get()
                .map(issue -> {
                    LOG.info(
                            "{} was fetched; it is good for {} s",
                            name,
                            issue.life().toSeconds());
                    // the provider stands by it, even where it is the same once more
                    dead = null;
                    if (owner != null) {
                        shelf.put(name, owner, issue);
                    }
                    return HeldSecret.of(issue.value(), issue.life(), issue.life(), clock.instant());
                })
                .onFailure(failed -> {
                    if (owner != null) {
                        shelf.release(name, owner);
                    }
                });
    }
}
