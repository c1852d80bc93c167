package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.Reloading;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.http.ClientAddress;
import io.dianzan.http.Cookies;
import io.dianzan.http.FaultPage;
import io.dianzan.http.Faults;
import io.dianzan.http.OwnSite;
import io.dianzan.http.RequestIds;
import io.dianzan.integrity.Rulings;
import io.dianzan.login.AttemptSeal;
import io.dianzan.login.Attempts;
import io.dianzan.login.Breaker;
import io.dianzan.login.Envelope;
import io.dianzan.login.SteadyClock;
import io.dianzan.login.oidc.OidcLogin;
import io.dianzan.operator.acts.ActRoutes;
import io.dianzan.operator.acts.Acting;
import io.dianzan.operator.acts.Scene;
import io.dianzan.operator.acts.WaitingRoutes;
import io.dianzan.operator.audit.AuditPages;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.ConsoleFaults;
import io.dianzan.operator.console.DoorPages;
import io.dianzan.operator.export.ExportRoutes;
import io.dianzan.operator.export.Exports;
import io.dianzan.operator.figures.Figures;
import io.dianzan.operator.figures.LiveBoard;
import io.dianzan.operator.figures.LivePages;
import io.dianzan.operator.figures.Watchers;
import io.dianzan.operator.figures.WorkPages;
import io.dianzan.operator.imports.ImportPages;
import io.dianzan.operator.imports.Imports;
import io.dianzan.operator.imports.UploadFolder;
import io.dianzan.operator.limits.LimitPages;
import io.dianzan.operator.limits.RulesFiles;
import io.dianzan.operator.overview.OverviewPages;
import io.dianzan.operator.staff.IssuerLogin;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Sessions;
import io.dianzan.operator.staff.StaffCookies;
import io.dianzan.operator.staff.StaffLogins;
import io.dianzan.operator.staff.StaffMeters;
import io.dianzan.operator.voters.VoterPastTable;
import io.dianzan.operator.voters.VoterRoutes;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.function.Supplier;

/** The operators' side of one process: it makes their routes from what {@link App} has; all event loops share it. */
final class Desk {
    private final StaffLogins logins;
    private final ConsoleFaults faultPages;
    private final DeskApi api;
    private final Watchers watchers;
    private final Imports imports;
    private final UploadFolder uploads = new UploadFolder();

    /**
     * What it stands on. {@code url}: where browsers reach it, known once the server listens; {@code hashKeys}: names and
     * addresses of those who try to log in are kept hashed under them.
     */
    record Ground(
            Host host,
            ServerConfig config,
            Supplier<String> url,
            ClientAddress clients,
            KeyRing hashKeys,
            Envelope envelope,
            Pool pool,
            Contest contest,
            Reloading reloading,
            Exports exports) {
        CampaignClock clock() {
            return contest.clock();
        }

        Campaigns campaigns() {
            return contest.campaigns();
        }

        Catalogue catalogue() {
            return contest.catalogue();
        }
    }

    Desk(Ground ground) {
        var config = ground.config().operator();
        var site = new OwnSite(ground.url(), List.of());
        var cookies = new StaffCookies(site);
        var sessions = new Sessions(ground.pool(), config.idle(), config.longest());
        var guard = new OperatorGuard(sessions, cookies);
        var console = new Console(ground.campaigns(), ground.clock(), guard, cookies, ground.pool());
        logins = new StaffLogins(
                ground.host().vertx(),
                ground.pool(),
                sessions,
                ground.hashKeys().newest().bytes(),
                StaffMeters.in(ground.host().meters().registry()));
        faultPages = new ConsoleFaults(console);
        watchers = new Watchers(ground.host().vertx());
        imports = new Imports(ground.host().vertx(), ground.pool());
        var figures = new Figures(ground.pool());
        api = new DeskApi(
                new Faults(new RequestIds(ground.clients()), uncounted -> {}, faultPages),
                guard,
                console,
                new DoorPages(
                        logins,
                        issuer(ground, site),
                        new DoorPages.Entry(cookies, ground.clients(), config.longest()),
                        console),
                live(ground, console, figures),
                new WorkPages(console, ground.campaigns(), ground.clock(), ground.catalogue(), figures),
                new LimitPages(
                        console,
                        ground.campaigns(),
                        ground.clock(),
                        figures,
                        new RulesFiles(ground.pool(), ground.reloading()::problems)),
                new OverviewPages(
                        ground.campaigns(), ground.clock(), ground.pool(), console, ground.reloading()::problems),
                new AuditPages(ground.campaigns(), ground.clock(), ground.pool(), console),
                new ImportPages(console, ground.campaigns(), ground.clock(), imports, uploads),
                acts(ground, console),
                new ExportRoutes(ground.exports(), ground.campaigns(), ground.clock(), console));
    }

    private LivePages live(Ground ground, Console console, Figures figures) {
        var board = new LiveBoard(figures, ground.clock(), ground.catalogue(), ground.reloading()::problems);
        return new LivePages(console, ground.campaigns(), board, watchers);
    }

    private static DeskApi.ActPages acts(Ground ground, Console console) {
        var scene = new Scene(ground.campaigns(), ground.catalogue(), ground.clock());
        return new DeskApi.ActPages(
                new ActRoutes(new Acting(scene, ground.pool()), console),
                new WaitingRoutes(ground.campaigns(), new Rulings(ground.pool()), console),
                new VoterRoutes(ground.campaigns(), new VoterPastTable(ground.pool()), console));
    }

    /** Null where the config names none. */
    private static IssuerLogin issuer(Ground ground, OwnSite site) {
        var oidc = ground.config().operator().oidc();
        if (oidc == null) {
            return null;
        }
        var clock = ground.host().clock();
        var login = new OidcLogin(
                ground.host().vertx(),
                oidc.issuer(),
                oidc.scopes(),
                new Breaker(oidc.issuer().name(), new SteadyClock()),
                clock);
        // no state is marked as spent: the issuer takes each code once, and who comes twice begins anew
        var attempts = new Attempts(site, new Cookies(site), new AttemptSeal(ground.envelope(), clock), null);
        return new IssuerLogin(login, attempts, oidc);
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
                ctx.request().path().startsWith("/operator") ? faultPages.of(ctx, refused) : other.of(ctx, refused);
    }

    /** Ends the streams, which never end by themselves. */
    void stop() {
        watchers.stop();
    }

    /** Lets go of what has ended. */
    Future<Void> forget() {
        return Future.join(logins.forget(), imports.forget()).mapEmpty();
    }

    /** When nobody is answered any more. */
    void close() {
        uploads.remove();
    }
}
