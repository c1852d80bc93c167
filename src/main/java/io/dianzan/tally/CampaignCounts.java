package io.dianzan.tally;

import io.dianzan.catalogue.Counts;

/** One campaign's counts as they were published; {@code version} moves with every change of a count. */
record CampaignCounts(long version, Figures figures) implements Counts {

    /** What follows on {@code last}, which is null at first. */
    static CampaignCounts after(CampaignCounts last, Figures figures) {
        if (last == null) {
            return new CampaignCounts(1, figures);
        }
        var next = figures.notOlderThan(last.asOf());
        return last.figures.workToVotes().equals(next.workToVotes())
                ? new CampaignCounts(last.version, next.with(last.figures.workToVotes()))
                : new CampaignCounts(last.version + 1, next);
    }

    @Override
    public long asOf() {
        return figures.asOf();
    }

    /** Campaign time in milliseconds, not earlier than the snapshot. */
    long notBefore() {
        return figures.notBefore();
    }

    @Override
    public long votes(int workId) {
        return figures.workToVotes().getOrDefault(workId, 0L);
    }

    @Override
    public boolean holds(long transaction) {
        return figures.snapshot() == null || figures.snapshot().holds(transaction);
    }
}
