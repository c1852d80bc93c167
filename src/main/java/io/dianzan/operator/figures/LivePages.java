package io.dianzan.operator.figures;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Title;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** The page "live", and the stream that keeps it so. */
public final class LivePages {
    private static final String TEMPLATE = "live";

    private final Console console;
    private final Campaigns campaigns;
    private final LiveBoard board;
    private final Watchers watchers;

    public LivePages(Console console, Campaigns campaigns, LiveBoard board, Watchers watchers) {
        this.console = console;
        this.campaigns = campaigns;
        this.board = board;
        this.watchers = watchers;
    }

    /** {@code GET /operator/c/:slug/live}. */
    public Future<Reply> live(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        return board.of(campaign).compose(view -> console.show(ctx, TEMPLATE, title(ctx, view), view));
    }

    /** {@code GET /operator/c/:slug/live/stream}: the moving part of the page, again and again. */
    public Future<Reply> stream(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        if (ctx.request().method() == HttpMethod.HEAD) {
            return Future.succeededFuture(head -> Watchers.head(head.response()).end());
        }
        return Future.succeededFuture(begun -> watchers.open(begun.response(), () -> part(begun, campaign)));
    }

    private Future<String> part(RoutingContext ctx, Campaign campaign) {
        return board.of(campaign).map(view -> console.text(ctx, TEMPLATE, title(ctx, view), view));
    }

    private Title title(RoutingContext ctx, LiveView view) {
        return Title.of(console.words(ctx).say("live.title"), "live", view.slug())
                .asOf(view.asOf());
    }
}
