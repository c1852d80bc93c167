package io.dianzan.tally;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.PublishedCounts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published counts of every campaign: read once a second in one snapshot, made into what its rules let be shown, and
 * kept for a while, so that a phone which comes back is told only what has changed. Safe on every thread.
 */
public final class Tally implements PublishedCounts {
    private final TallyTable table;
    private final DelayedReadings delayed;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Map<Integer, Published> campaignToPublished = new ConcurrentHashMap<>();
    private volatile Snapshot newest;

    public Tally(Pool pool, Campaigns campaigns, CampaignClock clock) {
        this.table = new TallyTable(pool);
        this.delayed = new DelayedReadings(new DelayedTable(pool));
        this.campaigns = campaigns;
        this.clock = clock;
    }

    /** Takes a new reading, then folds the deltas so far. */
    public Future<Void> refresh() {
        // campaigns that show their counts at once do not wait for what others need
        return table.read().compose(reading -> delayed.keep(campaigns.all(), clock.now(), reading)
                .onComplete(kept -> publish(reading))
                .compose(kept -> table.fold()));
    }

    @Override
    public CampaignCounts of(int id) {
        var published = campaignToPublished.get(id);
        return published == null
                ? null
                : campaigns
                        .find(id)
                        .map(campaign -> published.under(campaign.resultsAt(clock.now())))
                        .orElse(null);
    }

    /**
     * What was published from the newest at or before {@code since} on, the newest of all last; empty where none is kept
     * that old. A phone may have seen any of them: what it has of a work may be what any of them said.
     */
    List<CampaignCounts> since(int campaign, long since) {
        return published(campaign).since(since);
    }

    /** What was published from {@code told} on, that one included; empty where it is kept no more. */
    List<CampaignCounts> from(int campaign, CampaignCounts told) {
        return published(campaign).from(told);
    }

    private Published published(int campaign) {
        return campaignToPublished.getOrDefault(campaign, Published.NOTHING);
    }

    private void publish(TallyTable.Reading reading) {
        if (newest != null && reading.snapshot().isBefore(newest)) {
            // a reading that was given up and came after all
            return;
        }
        newest = reading.snapshot();
        var now = clock.now();
        for (var campaign : campaigns.all()) {
            campaignToPublished.put(campaign.id(), next(campaign, reading.of(campaign.id()), now));
        }
    }

    private Published next(Campaign campaign, Figures live, Instant now) {
        var before = published(campaign.id());
        return Publication.of(campaign, now, live, delayed.of(campaign.id()))
                .map(figures -> before.with(campaign.resultsAt(now), figures))
                .orElseGet(before::hidden);
    }
}
