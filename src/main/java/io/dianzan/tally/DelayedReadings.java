package io.dianzan.tally;

import io.dianzan.campaign.Campaign;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The readings of campaigns that show their counts late. One is taken soon after each multiple of the delay and is the
 * same for all processes: whichever writes first wins, and each looks at what stands there before that may be shown. What
 * is shown is therefore between one delay and two of them old, and outlives every process.
 */
final class DelayedReadings {
    private final DelayedTable table;
    private final Map<Integer, Kept> campaignToKept = new ConcurrentHashMap<>();

    DelayedReadings(DelayedTable table) {
        this.table = table;
    }

    /** What is known of one campaign since the step (epoch milliseconds) was looked at. */
    private record Kept(long step, List<Figures> readings) {}

    List<Figures> of(int campaign) {
        var kept = campaignToKept.get(campaign);
        return kept == null ? List.of() : kept.readings();
    }

    /** Keeps {@code reading} for the campaigns whose next step it is; asks nobody where it is none's. */
    Future<Void> keep(Collection<Campaign> campaigns, Instant now, TallyTable.Reading reading) {
        return Future.join(campaigns.stream()
                        .filter(campaign -> campaign.resultsAt(now).isDelayed())
                        .map(campaign ->
                                keep(campaign.id(), campaign.resultsAt(now).by(), reading.of(campaign.id())))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> keep(int campaign, Duration by, Figures figures) {
        var step = figures.asOf() - figures.asOf() % by.toMillis();
        var before = campaignToKept.get(campaign);
        if (before != null && before.step() == step) {
            return Future.succeededFuture();
        }
        return table.write(campaign, step, figures)
                // the one before the one that is shown is kept too, for processes whose clock is behind
                .compose(written -> table.prune(campaign, step - 3 * by.toMillis()))
                .compose(pruned -> table.read(campaign))
                .map(readings -> {
                    campaignToKept.put(campaign, new Kept(step, readings));
                    return null;
                });
    }
}
