package io.dianzan.catalogue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last ranking of each campaign, made once for each version of its counts and works. Safe for all threads. */
public final class Rankings {
    private final Map<Integer, Ranking> campaignToRanking = new ConcurrentHashMap<>();

    /** Two threads that come at once may both sort; that is cheaper than to let one wait on a loop. */
    public Ranking of(int campaign, Works works, Counts counts) {
        var last = campaignToRanking.get(campaign);
        if (last != null && last.isOf(works, counts)) {
            return last;
        }
        var ranking = Ranking.of(works, counts);
        campaignToRanking.put(campaign, ranking);
        return ranking;
    }
}
