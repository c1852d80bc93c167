package io.dianzan.operator.export;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.staff.OperatorGuard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;

/** The console's page of exports, and the downloads themselves. */
public final class ExportRoutes {
    private static final String TEMPLATE = "exports";
    private static final String RECENT = "exports-recent";

    private final Exports exports;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Console console;

    public ExportRoutes(Exports exports, Campaigns campaigns, CampaignClock clock, Console console) {
        this.exports = exports;
        this.campaigns = campaigns;
        this.clock = clock;
        this.console = console;
    }

    /** {@code GET /operator/c/:slug/exports} */
    public Future<Reply> page(RoutingContext ctx) {
        return view(ctx).compose(view -> console.show(ctx, TEMPLATE, title(ctx), view));
    }

    /** {@code GET /operator/c/:slug/exports/recent}: the table of the last exports alone, as its script asks for it. */
    public Future<Reply> recent(RoutingContext ctx) {
        return view(ctx).compose(view -> console.part(ctx, RECENT, title(ctx), view));
    }

    /** {@code GET /operator/c/:slug/export/WHAT.FORMAT} */
    public Future<Reply> download(RoutingContext ctx) {
        var order = order(ctx);
        var download = new Download(ctx, order);
        return ctx.request().method() == HttpMethod.HEAD
                ? Future.succeededFuture(download::headAlone)
                : exports.run(order, download, (rows, about) -> {})
                        .<Reply>map(whole -> download::end)
                        .recover(download::broken);
    }

    private Future<ExportView> view(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        return exports.recent(campaign.id()).map(runs -> ExportView.of(campaign.slug(), runs));
    }

    private Title title(RoutingContext ctx) {
        return Title.of(console.words(ctx).say("exports.title"), TEMPLATE, ctx.pathParam("slug"))
                .asOf(clock.now());
    }

    private Order order(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var file = ctx.pathParam("file");
        return Arrays.stream(What.values())
                .flatMap(what -> Arrays.stream(Format.values())
                        .map(format -> new Order(
                                campaign, what, format, OperatorGuard.of(ctx).name())))
                .filter(order ->
                        file.equals(order.what().word() + "." + order.format().word()))
                .findFirst()
                .orElseThrow(Refusal.PATH_UNKNOWN::refused);
    }
}
