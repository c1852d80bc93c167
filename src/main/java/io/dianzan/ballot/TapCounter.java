package io.dianzan.ballot;

import io.dianzan.campaign.TapLimit;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts taps of voters or addresses in fixed windows within this process. Bounded: past the bound a newcomer is not
 * counted, for a flood of strangers must not shut out those who are known. Safe on every thread.
 */
public final class TapCounter {
    private static final int MOST = 200_000;

    private final Map<Key, AtomicInteger> keyToTaps = new ConcurrentHashMap<>();
    private volatile long swept;

    private record Key(int campaign, Object who, long windowStart, long per) {}

    /** Counts one tap; gives the refusal where it is one too many. */
    public Optional<Refused> count(int campaign, Object who, TapLimit limit, Instant now) {
        var window = Window.of(limit, now);
        sweep(now);
        var key = new Key(campaign, who, window.start(), limit.per().toSeconds());
        var taps = keyToTaps.get(key);
        if (taps == null) {
            if (keyToTaps.size() >= MOST) {
                return Optional.empty();
            }
            taps = keyToTaps.computeIfAbsent(key, fresh -> new AtomicInteger());
        }
        return taps.incrementAndGet() <= limit.taps() ? Optional.empty() : Optional.of(tooFast(window));
    }

    static Refused tooFast(Window window) {
        return Refusal.TOO_FAST.refused().retryAfter(Math.max(1, window.secondsLeft()));
    }

    /** Once a second at most, by whoever comes by: windows that are over are forgotten. */
    private void sweep(Instant now) {
        if (now.getEpochSecond() != swept) {
            swept = now.getEpochSecond();
            keyToTaps.keySet().removeIf(key -> key.windowStart() + key.per() <= swept || key.windowStart() > swept);
        }
    }
}
