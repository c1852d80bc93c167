package io.dianzan.tally;

import io.dianzan.campaign.Results;
import java.util.ArrayList;
import java.util.List;

/**
 * What a campaign has published of late, the newest last. {@code shown}: by which rule that one is; null while nothing may
 * be shown.
 */
record Published(Results shown, List<CampaignCounts> counts) {
    /** Two minutes of readings: a phone that was away longer gets everything. */
    private static final int KEPT = 120;

    static final Published NOTHING = new Published(null, List.of());

    CampaignCounts newest() {
        return counts.isEmpty() ? null : counts.get(counts.size() - 1);
    }

    /** Nothing may be shown; what was shown before is kept, for phones that come back later. */
    Published hidden() {
        return new Published(null, counts);
    }

    Published with(Results results, Figures figures) {
        var last = newest();
        var next = CampaignCounts.after(last, figures);
        if (next.equals(last)) {
            return new Published(results, counts);
        }
        var longer = new ArrayList<>(counts);
        longer.add(next);
        return new Published(results, List.copyOf(longer.subList(Math.max(0, longer.size() - KEPT), longer.size())));
    }

    /**
     * The newest counts where they may be shown under {@code results}. The rule may have changed since they were
     * published: they wait for the next reading then, unless everything may be told now.
     */
    CampaignCounts under(Results results) {
        var fits = shown != null && (shown.equals(results) || results.equals(Results.LIVE));
        return fits ? newest() : null;
    }

    /** From the newest at or before {@code since} on; empty where none is kept that old. */
    List<CampaignCounts> since(long since) {
        for (int i = counts.size() - 1; i >= 0; i--) {
            if (counts.get(i).notBefore() <= since) {
                return counts.subList(i, counts.size());
            }
        }
        return List.of();
    }

    /** From {@code told} on; empty where that one is kept no more. */
    List<CampaignCounts> from(CampaignCounts told) {
        var place = counts.lastIndexOf(told);
        return place < 0 ? List.of() : counts.subList(place, counts.size());
    }
}
