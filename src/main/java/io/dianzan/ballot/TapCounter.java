package io.dianzan.ballot;

import io.dianzan.campaign.TapLimit;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what voters or addresses do in fixed windows: all that this process sees, and of the hot ones what
 * {@link HotAddresses} hears of other processes. Bounded: past the bound a newcomer is not counted, for a flood of strangers
 * must not shut out those who are known. Safe on every thread.
 */
public final class TapCounter {
    private static final int MOST = 200_000;
    /** What is asked of Redis each second is bounded by this. */
    private static final int MOST_HOT = 500;
    /** From this part of its limit on a count is hot: so many processes may see one each before any of them is told. */
    private static final int HOT_PART = 16;

    private final LimitScope scope;
    private final Map<Key, Count> keyToCount = new ConcurrentHashMap<>();
    private final Map<Key, Hot> hot = new ConcurrentHashMap<>();
    private volatile long swept;

    TapCounter(LimitScope scope) {
        this.scope = scope;
    }

    /** Who, in which campaign (0: in none), in which window. */
    record Key(int campaign, Object who, long windowStart, long per) {}

    /** {@code told}: how much of the own count other processes may know. Only the one that reconciles writes it. */
    static final class Count {
        private final AtomicInteger own = new AtomicInteger();
        private volatile int told;
        private volatile int others;

        /** What other processes have not been told yet; from now on it counts as told, whatever becomes of it. */
        int tell() {
            var now = own.get();
            var untold = now - told;
            told = now;
            return untold;
        }

        /** {@code total}: what all processes have told. A Redis that forgot some of it knows less, and never too much. */
        void hear(long total) {
            others = (int) Math.max(others, Math.min(Integer.MAX_VALUE / 2, total - told));
        }
    }

    /** A count that is worth a question to Redis. */
    record Hot(String scope, Key key, Count count) {}

    LimitScope scope() {
        return scope;
    }

    /** Counts one; gives the refusal where it is one too many. */
    Optional<Refused> count(int campaign, Object who, TapLimit limit, Instant now) {
        var window = Window.of(limit, now);
        sweep(now);
        var key = new Key(campaign, who, window.start(), limit.per().toSeconds());
        var count = keyToCount.get(key);
        if (count == null) {
            if (keyToCount.size() >= MOST) {
                return Optional.empty();
            }
            count = keyToCount.computeIfAbsent(key, fresh -> new Count());
        }
        var own = count.own.incrementAndGet();
        if (own >= Math.max(1, limit.taps() / HOT_PART) && hot.size() < MOST_HOT && !hot.containsKey(key)) {
            hot.put(key, new Hot(scope.word(), key, count));
        }
        return own + count.others <= limit.taps() ? Optional.empty() : Optional.of(tooFast(window, scope));
    }

    Collection<Hot> hot() {
        return hot.values();
    }

    static Refused tooFast(Window window, LimitScope scope) {
        return Refusal.TOO_FAST
                .refused()
                .retryAfter(Math.max(1, window.secondsLeft()))
                .with("scope", scope.word());
    }

    /** Once a second at most, by whoever comes by: windows that are over are forgotten. */
    private void sweep(Instant now) {
        if (now.getEpochSecond() != swept) {
            swept = now.getEpochSecond();
            keyToCount.keySet().removeIf(this::isOver);
            hot.keySet().removeIf(this::isOver);
        }
    }

    private boolean isOver(Key key) {
        return key.windowStart() + key.per() <= swept || key.windowStart() > swept;
    }
}
