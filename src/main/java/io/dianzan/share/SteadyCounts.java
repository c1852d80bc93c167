package io.dianzan.share;

import io.dianzan.catalogue.Counts;
import io.dianzan.catalogue.PublishedCounts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Published counts that stay for a minute: a poster of a work that is voted for each second would be drawn anew each
 * second. Counts that are hidden are so at once.
 */
public final class SteadyCounts implements PublishedCounts {
    static final long STEADY_MILLIS = 60_000;

    private final PublishedCounts published;
    private final Map<Integer, Counts> campaignToCounts = new ConcurrentHashMap<>();

    public SteadyCounts(PublishedCounts published) {
        this.published = published;
    }

    @Override
    public Counts of(int campaign) {
        var newest = published.of(campaign);
        return newest == null
                ? null
                : campaignToCounts.merge(campaign, newest, (kept, now) -> isOver(kept, now) ? now : kept);
    }

    /** Counts of delayed results may be older than live ones were: then nothing newer is told either. */
    private static boolean isOver(Counts kept, Counts now) {
        return now.asOf() - kept.asOf() >= STEADY_MILLIS || now.asOf() < kept.asOf();
    }
}
