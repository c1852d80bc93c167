package io.dianzan.operator.figures;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Reloading.FileProblem;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.store.CallersLoop;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is going on in each campaign, read once a second at most however many look at it. Safe on every thread. */
public final class LiveBoard {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final Duration COMMITS = Duration.ofMinutes(2);
    private static final int RANKED = 20;

    private final Figures figures;
    private final CampaignClock clock;
    private final Catalogue catalogue;
    private final Supplier<List<FileProblem>> files;
    private final Map<Integer, Pace> campaignToPace = new ConcurrentHashMap<>();
    private final Map<Integer, Kept> campaignToKept = new ConcurrentHashMap<>();

    private record Kept(Instant at, Future<LiveView> view) {}

    /** {@code files}: what is wrong with the campaigns' files. */
    public LiveBoard(Figures figures, CampaignClock clock, Catalogue catalogue, Supplier<List<FileProblem>> files) {
        this.figures = figures;
        this.clock = clock;
        this.catalogue = catalogue;
        this.files = files;
    }

    Future<LiveView> of(Campaign campaign) {
        var now = clock.now();
        var kept = campaignToKept.compute(
                campaign.id(),
                (id, before) -> before == null
                                || before.view().failed()
                                || Duration.between(before.at(), now).abs().compareTo(FRESH) > 0
                        ? new Kept(now, read(campaign, now))
                        : before);
        return CallersLoop.of(kept.view());
    }

    private Future<LiveView> read(Campaign campaign, Instant now) {
        var id = campaign.id();
        // the running minute would look like a fall
        var last = Slots.of(Slots.MINUTE, now).minus(Slots.MINUTE);
        var first = last.minus(HOUR).plus(Slots.MINUTE);
        var since = Slots.of(Slots.SLOT, now.minus(HOUR));
        var taps = figures.taps(id, first);
        var gains = figures.gains(id, since);
        var processes = figures.processes(last.minus(COMMITS));
        var logins = figures.logins(now.minus(LATELY));
        return Future.all(taps, gains, processes, logins).map(read -> {
            var ranking = Standings.of(catalogue.require(id), gains.result());
            return new LiveView(
                    now,
                    campaign.slug(),
                    campaignToPace.computeIfAbsent(id, none -> new Pace()).of(taps.result(), now),
                    Minutes.of(taps.result(), first, last),
                    processes.result(),
                    since,
                    ranking.subList(0, Math.min(RANKED, ranking.size())),
                    failures(logins.result()),
                    files.get());
        });
    }

    private static Map<String, Long> failures(List<Figures.Logins> logins) {
        var outcomeToLogins = new LinkedHashMap<String, Long>();
        logins.stream()
                .filter(login -> !login.outcome().equals("ok"))
                .forEach(login -> outcomeToLogins.merge(login.outcome(), login.logins(), Long::sum));
        return outcomeToLogins;
    }
}
