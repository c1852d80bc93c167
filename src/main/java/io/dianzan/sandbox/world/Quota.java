package io.dianzan.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** How often each name may do something in every window of time; days are those of Beijing. */
public final class Quota {
    public static final Duration MINUTE = Duration.ofMinutes(1);
    public static final Duration DAY = Duration.ofDays(1);

    private static final long BEIJING_SECONDS = Duration.ofHours(8).toSeconds();
    /** More than all users of a bench. */
    private static final int MOST_NAMES = 100_000;

    private final Map<String, Use> nameToUse = new Recent<>(MOST_NAMES);
    private final int most;
    private final Duration window;
    private final Clock clock;

    public Quota(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** Whether there was one left, which is now taken. */
    public synchronized boolean take(String name) {
        var now = (clock.instant().getEpochSecond() + BEIJING_SECONDS) / window.toSeconds();
        var use = nameToUse.merge(name, new Use(now, 1), Use::and);
        return use.count() <= most;
    }

    private record Use(long window, int count) {
        Use and(Use one) {
            return window == one.window ? new Use(window, count + 1) : one;
        }
    }
}
