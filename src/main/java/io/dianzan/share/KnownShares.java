package io.dianzan.share;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Codes that were looked up of late, in bounded memory: what a code stands for never changes, and that there is none is
 * true for a while. Safe on every thread.
 */
final class KnownShares {
    /** Some 3 MB. */
    private static final int MOST_FOUND = 20_000;

    private static final int MOST_MISSING = 2_000;
    private static final long MISSING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<String, Share> found = new Recent<>(MOST_FOUND);
    private final Map<String, Long> missingSince = new Recent<>(MOST_MISSING);

    /** Null where it is not remembered. */
    synchronized Share get(String code) {
        return found.get(code);
    }

    synchronized boolean isMissing(String code) {
        var since = missingSince.get(code);
        return since != null && System.nanoTime() - since < MISSING_NANOS;
    }

    synchronized void put(Share share) {
        found.put(share.code(), share);
        missingSince.remove(share.code());
    }

    synchronized void miss(String code) {
        missingSince.put(code, System.nanoTime());
    }

    /** Forgets what was not asked for the longest time. */
    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
