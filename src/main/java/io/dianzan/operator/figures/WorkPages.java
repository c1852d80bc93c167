package io.dianzan.operator.figures;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Work;
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

/** The pages of all works, and of each: what they got, when, and from where. */
public final class WorkPages {
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 10_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String BY_VOTES = "votes";
    private static final String BY_GAIN = "gain";
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

    /** {@code GET /operator/c/:slug/works?sort=votes|gain&page=}. */
    public Future<Reply> works(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var sort = Query.word(ctx, "sort", BY_VOTES, List.of(BY_VOTES, BY_GAIN));
        var page = Query.number(ctx, "page", 1, 1, MOST_PAGES);
        var now = clock.now();
        var since = Slots.of(Slots.SLOT, now.minus(HOUR));
        return figures.gains(campaign.id(), since).compose(gains -> {
            var all = sorted(Standings.of(catalogue.require(campaign.id()), gains), sort);
            var from = Math.min((page - 1) * PAGE, all.size());
            var lines = all.subList(from, Math.min(from + PAGE, all.size()));
            var pages = Math.max(1, (all.size() + PAGE - 1) / PAGE);
            var title = Title.of(console.words(ctx).say("works.title"), "works", campaign.slug())
                    .asOf(now);
            return console.show(ctx, "works", title, new WorksView(campaign.slug(), sort, since, lines, page, pages));
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
        return Standings.of(catalogue.require(campaign), gains).stream()
                .filter(line -> line.work().id() == work.id())
                .findFirst()
                .orElse(null);
    }

    private static List<Standings.Line> sorted(List<Standings.Line> lines, String sort) {
        return sort.equals(BY_VOTES)
                ? lines
                : lines.stream()
                        .sorted(Comparator.comparingLong(Standings.Line::gained).reversed())
                        .toList();
    }
}
