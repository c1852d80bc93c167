package io.dianzan.operator.figures;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Words;
import io.dianzan.catalogue.Work;
import io.dianzan.catalogue.Works;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Right;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of all works, and of each: what they got, when, and from where. */
public final class WorkPages {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 10_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String BY_VOTES = "votes";
    private static final String BY_GAIN = "gain";
    private static final String WITHDRAWN = "withdrawn";
    private static final String DAY = "day";
    private static final String WEEK = "week";

    private final Console console;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Catalogue catalogue;
    private final Figures figures;

    public WorkPages(Console console, Campaigns campaigns, CampaignClock clock, Catalogue catalogue, Figures figures) {
        this.console = console;
        this.campaigns = campaigns;
        this.clock = clock;
        this.catalogue = catalogue;
        this.figures = figures;
    }

    /** {@code GET /operator/c/:slug/works?sort=votes|gain|withdrawn&q=&page=}: the withdrawn ones last. */
    public Future<Reply> works(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var sort = Query.word(ctx, "sort", BY_VOTES, List.of(BY_VOTES, BY_GAIN, WITHDRAWN));
        var page = Query.number(ctx, "page", 1, 1, MOST_PAGES);
        var asked = Query.text(ctx, "q", Words.LONGEST_QUERY);
        var search = asked == null ? "" : asked.strip();
        var now = clock.now();
        var since = Slots.of(Slots.SLOT, now.minus(HOUR));
        return figures.gains(campaign.id(), since).compose(gains -> {
            var works = catalogue.require(campaign.id());
            var all = found(works, search, sorted(all(works, gains), sort));
            var from = Math.min((page - 1) * PAGE, all.size());
            var lines = all.subList(from, Math.min(from + PAGE, all.size()));
            var pages = Math.max(1, (all.size() + PAGE - 1) / PAGE);
            var title = Title.of(console.words(ctx).say("works.title"), "works", campaign.slug())
                    .asOf(now);
            var mayAct = OperatorGuard.of(ctx).may(Right.ACT);
            var gone = works.withdrawn().size();
            var view = new WorksView(campaign.slug(), sort, search, since, lines, page, pages, gone, mayAct);
            return console.show(ctx, "works", title, view);
        });
    }

    /** {@code GET /operator/c/:slug/works/:number?window=day|week}. */
    public Future<Reply> work(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var work = catalogue.require(campaign.id()).require(ctx.pathParam("number"));
        var window = Query.word(ctx, "window", DAY, List.of(DAY, WEEK));
        var step = window.equals(DAY) ? Slots.SLOT : Slots.HOUR;
        var now = clock.now();
        // whole hours, so that votes and the places that they came from are of the same time
        var first = Slots.of(Slots.HOUR, now.minus(Duration.ofDays(window.equals(DAY) ? 1 : 7)));
        var since = Slots.of(Slots.SLOT, now.minus(HOUR));
        var gains = figures.gains(campaign.id(), since);
        var votes = figures.votes(campaign.id(), work.id(), first, step);
        var prefixes = figures.prefixes(campaign.id(), work.id(), first);
        var shares = figures.shares(campaign.id(), work.id(), first);
        return Future.all(gains, votes, prefixes, shares).compose(read -> {
            var steps = WorkFiguresView.steps(votes.result(), first, now, step);
            var all = steps.stream().mapToLong(WorkFiguresView.Step::votes).sum();
            var view = new WorkFiguresView(
                    campaign.slug(),
                    new WorkFiguresView.Work(work.number(), work.isWithdrawnAt(now)),
                    line(campaign.id(), work, gains.result()),
                    since,
                    window,
                    steps,
                    WorkFiguresView.Origins.of(prefixes.result(), all),
                    WorkFiguresView.Origins.of(shares.result(), all),
                    OperatorGuard.of(ctx).may(Right.ACT));
            var title = Title.of(work.number() + " " + work.title() + " · " + work.author(), "works", campaign.slug())
                    .asOf(now);
            return console.show(ctx, "work", title, view);
        });
    }

    private Standings.Line line(int campaign, Work work, List<Figures.Gain> gains) {
        return all(catalogue.require(campaign), gains).stream()
                .filter(line -> line.work().id() == work.id())
                .findFirst()
                .orElse(null);
    }

    private static List<Standings.Line> all(Works works, List<Figures.Gain> gains) {
        return Stream.concat(Standings.of(works, gains).stream(), Standings.withdrawn(works, gains).stream())
                .toList();
    }

    private static List<Standings.Line> found(Works works, String search, List<Standings.Line> lines) {
        var words = Words.of(search);
        if (words.isEmpty()) {
            return lines;
        }
        var found = works.search(words, lines.stream().map(Standings.Line::work).toList()).stream()
                .map(Work::id)
                .collect(Collectors.toSet());
        return lines.stream().filter(line -> found.contains(line.work().id())).toList();
    }

    private static List<Standings.Line> sorted(List<Standings.Line> lines, String sort) {
        if (sort.equals(WITHDRAWN)) {
            return lines.stream().filter(line -> line.rank() == 0).toList();
        }
        return sort.equals(BY_VOTES)
                ? lines
                : lines.stream()
                        .sorted(Comparator.comparing((Standings.Line line) -> line.rank() == 0)
                                .thenComparing(Comparator.comparingLong(Standings.Line::gained)
                                        .reversed()))
                        .toList();
    }
}
