package io.dianzan.tally;

import io.dianzan.campaign.Campaigns;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells all open streams of a process what each reading has changed: an event is encoded once, and the same bytes go to
 * every stream on every event loop. Safe on every thread.
 */
public final class LiveTally {
    private final Campaigns campaigns;
    private final Tally tally;
    private final TallyAnswers answers;
    private final OpenStreams open;
    private final List<LiveStreams> loops = new CopyOnWriteArrayList<>();
    private final Map<Integer, CampaignCounts> campaignToTold = new ConcurrentHashMap<>();

    public LiveTally(Campaigns campaigns, Tally tally, TallyAnswers answers, OpenStreams open) {
        this.campaigns = campaigns;
        this.tally = tally;
        this.answers = answers;
        this.open = open;
    }

    /** The streams of the event loop on which this is called, which are told from now on. */
    public LiveStreams streams(Vertx vertx, Duration heartbeat) {
        var streams = new LiveStreams(vertx, open, heartbeat);
        loops.add(streams);
        return streams;
    }

    /** Tells what has changed since the last time; to be called after each reading. */
    public void tell() {
        campaigns.all().forEach(campaign -> tell(campaign.id()));
    }

    /** What a stream begins with: all counts, or what changed since those that its phone has. */
    LiveEvent first(int campaign, Long since) {
        return LiveEvent.of(answers.since(campaign, since));
    }

    private void tell(int campaign) {
        var now = tally.of(campaign);
        if (now == null) {
            campaignToTold.remove(campaign);
            all(loop -> loop.end(campaign));
            return;
        }
        var before = campaignToTold.put(campaign, now);
        if (before != null && before.version() != now.version() && open.all() > 0) {
            var event = LiveEvent.of(answers.after(campaign, before, now));
            all(loop -> loop.tell(campaign, event));
        }
    }

    private void all(Consumer<LiveStreams> act) {
        if (open.all() > 0) {
            loops.forEach(act);
        }
    }
}
