package io.dianzan.tally;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Counts;
import io.dianzan.catalogue.PublishedCounts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published counts of every campaign: read once a second in one snapshot, kept for a while, so that a phone which
 * comes back is told only what has changed. Safe on every thread.
 */
public final class Tally implements PublishedCounts {
    /** Two minutes of readings: a phone that was away longer gets everything. */
    private static final int KEPT = 120;

    private final TallyTable table;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Map<Integer, List<CampaignCounts>> campaignToReadings = new ConcurrentHashMap<>();

    public Tally(Pool pool, Campaigns campaigns, CampaignClock clock) {
        this.table = new TallyTable(pool);
        this.campaigns = campaigns;
        this.clock = clock;
    }

    /** Takes a new reading, then folds the deltas so far. */
    public Future<Void> refresh() {
        return table.read().compose(reading -> {
            campaigns.all().forEach(campaign -> publish(campaign, reading));
            return table.fold();
        });
    }

    @Override
    public Counts of(int campaign) {
        var readings = campaignToReadings.get(campaign);
        return readings == null || hidden(campaign) ? null : readings.get(readings.size() - 1);
    }

    /**
     * The readings from the newest at or before {@code since} on, the newest of all last; empty where none is kept that
     * old. A phone may have seen any of them: what it has of a work may be what any of them said.
     */
    List<CampaignCounts> since(int campaign, long since) {
        var readings = campaignToReadings.getOrDefault(campaign, List.of());
        for (int i = readings.size() - 1; i >= 0; i--) {
            if (readings.get(i).notBefore() <= since) {
                return readings.subList(i, readings.size());
            }
        }
        return List.of();
    }

    private void publish(Campaign campaign, TallyTable.Reading reading) {
        var before = campaignToReadings.get(campaign.id());
        var last = before == null ? null : before.get(before.size() - 1);
        if (last != null && reading.snapshot().isBefore(last.snapshot())) {
            // a reading that was given up and came after all
            return;
        }
        var votes = reading.campaignToVotes().getOrDefault(campaign.id(), Map.of());
        var version = last == null ? 1 : last.workToVotes().equals(votes) ? last.version() : last.version() + 1;
        // one stream never goes back, whatever a clock does
        var asOf = last == null ? reading.asOf() : Math.max(reading.asOf(), last.asOf());
        var notBefore = Math.max(asOf, reading.notBefore());
        var next = new ArrayList<>(before == null ? List.<CampaignCounts>of() : before);
        next.add(new CampaignCounts(
                asOf,
                notBefore,
                version,
                reading.snapshot(),
                version == lastVersion(last) ? last.workToVotes() : votes));
        campaignToReadings.put(
                campaign.id(), List.copyOf(next.size() > KEPT ? next.subList(next.size() - KEPT, next.size()) : next));
    }

    private static long lastVersion(CampaignCounts last) {
        return last == null ? 0 : last.version();
    }

    private boolean hidden(int id) {
        return campaigns.all().stream()
                .anyMatch(campaign -> campaign.id() == id && campaign.hidesResultsAt(clock.now()));
    }
}
