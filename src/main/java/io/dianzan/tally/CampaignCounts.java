package io.dianzan.tally;

import io.dianzan.catalogue.Counts;
import java.util.Map;

/**
 * One campaign's counts, true of one database snapshot. {@code asOf}: campaign time in milliseconds, not later than the
 * snapshot; {@code notBefore}: the same, not earlier than it.
 */
record CampaignCounts(long asOf, long notBefore, long version, Snapshot snapshot, Map<Integer, Long> workToVotes)
        implements Counts {

    @Override
    public long votes(int workId) {
        return workToVotes.getOrDefault(workId, 0L);
    }

    @Override
    public boolean holds(long transaction) {
        return snapshot.holds(transaction);
    }
}
