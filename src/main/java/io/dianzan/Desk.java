package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.config.ServerConfig;
import io.dianzan.http.FaultPage;
import io.dianzan.http.Faults;
import io.dianzan.http.OwnSite;
import io.dianzan.http.RequestIds;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.ConsoleFaults;
import io.dianzan.operator.figures.Figures;
import io.dianzan.operator.figures.LiveBoard;
import io.dianzan.operator.figures.LivePages;
import io.dianzan.operator.figures.Watchers;
import io.dianzan.operator.figures.WorkPages;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Sessions;
import io.dianzan.operator.staff.StaffCookies;
import io.dianzan.tally.Tally;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.function.Supplier;

/** The operators' side of one process: it makes their routes from what {@link App} has; all event loops share it. */
final class Desk {
    private final Sessions sessions;
    private final ConsoleFaults pages;
    private final DeskApi api;
    private final Watchers watchers;

    /** What it stands on. {@code url}: where browsers reach it, known once the server listens. */
    record Ground(
            Vertx vertx,
            ServerConfig config,
            Supplier<String> url,
            RequestIds ids,
            Pool pool,
            CampaignClock clock,
            Campaigns campaigns,
            Catalogue catalogue,
            Tally tally) {}

    Desk(Ground ground) {
        var config = ground.config().operator();
        var cookies = new StaffCookies(new OwnSite(ground.url(), List.of()));
        sessions = new Sessions(ground.pool(), config.idle(), config.longest());
        var guard = new OperatorGuard(sessions, cookies);
        var console = new Console(ground.campaigns(), ground.clock(), guard, cookies);
        pages = new ConsoleFaults(console);
        var figures = new Figures(ground.pool());
        watchers = new Watchers(ground.vertx());
        api = new DeskApi(
                new Faults(ground.ids(), uncounted -> {}, pages),
                guard,
                console,
                new LivePages(
                        console,
                        ground.campaigns(),
                        new LiveBoard(figures, ground.clock(), ground.catalogue()),
                        watchers),
                new WorkPages(console, ground.campaigns(), ground.clock(), ground.catalogue(), figures));
    }

    /** On the operators' own port. */
    void mountAlone(Router router) {
        api.mountAlone(router);
    }

    /** Beside the routes of phones. */
    void mount(Router router) {
        api.mount(router);
    }

    /** Refusals on the console's own pages, and all others as {@code other} writes them. */
    FaultPage faultsBeside(FaultPage other) {
        return (ctx, refused) ->
                ctx.request().path().startsWith("/operator") ? pages.of(ctx, refused) : other.of(ctx, refused);
    }

    /** Ends the streams, which never end by themselves. */
    void stop() {
        watchers.stop();
    }

    /** Lets go of what has ended. */
    Future<Void> forget() {
        return sessions.forget();
    }
}
