package io.dianzan;

import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.operator.acts.ActRoutes;
import io.dianzan.operator.acts.WaitingRoutes;
import io.dianzan.operator.audit.AuditPages;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.DoorPages;
import io.dianzan.operator.export.ExportRoutes;
import io.dianzan.operator.figures.LivePages;
import io.dianzan.operator.figures.WorkPages;
import io.dianzan.operator.imports.ImportPages;
import io.dianzan.operator.limits.LimitPages;
import io.dianzan.operator.overview.OverviewPages;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Right;
import io.dianzan.operator.voters.VoterRoutes;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * The one page of the operators' routes: each line names the least that it needs, and the guard stands in front of it. A
 * page that is the first of an area comes to the rail by being here.
 */
record DeskApi(
        Faults faults,
        OperatorGuard guard,
        Console console,
        DoorPages door,
        LivePages live,
        WorkPages works,
        LimitPages limits,
        OverviewPages overview,
        AuditPages audit,
        ImportPages imports,
        ActPages acts,
        ExportRoutes exports) {
    /** The longest form has a reason of some hundred words. */
    private static final int BODY_LIMIT = 65_536;

    /** Where operators act, and what they act on. */
    record ActPages(ActRoutes acts, WaitingRoutes waiting, VoterRoutes voters) {}

    /** For a port of the operators' own, where they are told of refusals on pages of theirs. */
    void mountAlone(Router router) {
        faults.watch(router);
        mount(router);
    }

    void mount(Router router) {
        var desk = new Lines(router);

        // open to all
        desk.open("/operator/assets/:version/:file", console.assets()::file);
        // open pages ask for these by themselves, however long nobody looks at them
        router.route("/operator/c/:slug/live/stream").handler(guard.unattended());
        router.route("/operator/c/:slug/exports/recent").handler(guard.unattended());
        router.route("/operator*").handler(guard.knows());
        desk.open("/operator/language/:word", console::language);
        desk.open("/operator/login", door::login);
        desk.openForm("/operator/login", door::enter);
        desk.open("/operator/login/oidc", door::start);
        desk.open("/operator/login/oidc/callback", door::callback);

        // whoever may see
        desk.page(Right.SEE, "/operator", console::home);
        desk.act(Right.SEE, "/operator/logout", door::logout);
        desk.page(Right.SEE, "/operator/c/:slug/live", live::live);
        desk.page(Right.SEE, "/operator/c/:slug/live/stream", live::stream);
        desk.page(Right.SEE, "/operator/c/:slug/works", works::works);
        desk.page(Right.SEE, "/operator/c/:slug/works/:number", works::work);
        desk.page(Right.SEE, "/operator/c/:slug/limits", limits::limits);
        desk.page(Right.SEE, "/operator/c/:slug/campaign", overview::overview);

        // who looks at single voters, and takes away what is known: auditors and operators
        desk.page(Right.AUDIT, "/operator/c/:slug/audit", audit::audit);
        desk.page(Right.AUDIT, "/operator/c/:slug/voters", acts.voters()::page);
        desk.page(Right.AUDIT, "/operator/c/:slug/waiting", acts.waiting()::page);
        desk.page(Right.AUDIT, "/operator/c/:slug/exports", exports::page);
        desk.page(Right.AUDIT, "/operator/c/:slug/exports/recent", exports::recent);
        desk.page(Right.AUDIT, "/operator/c/:slug/export/:file", exports::download);

        // whoever may change something
        desk.page(Right.ACT, "/operator/c/:slug/import", imports::form);
        desk.upload(Right.ACT, "/operator/c/:slug/import", ImportPages.MOST_BYTES, imports::preview);
        desk.act(Right.ACT, "/operator/c/:slug/import/:draft", imports::apply);
        desk.page(Right.ACT, "/operator/c/:slug/acts/:act", acts.acts()::look);
        desk.act(Right.ACT, "/operator/c/:slug/acts/:act", acts.acts()::carryOut);
    }

    /** Writes lines into a router, each behind the guard. */
    private final class Lines {
        private final Router router;

        Lines(Router router) {
            this.router = router;
        }

        /** For everybody, whether logged in or not. */
        void open(String path, Endpoint endpoint) {
            get(path).handler(endpoint.handler());
        }

        void page(Right least, String path, Endpoint endpoint) {
            console.rail().routed(least, path);
            get(path).handler(guard.lets(least)).handler(endpoint.handler());
        }

        /** A form that changes something: only from our own pages, with their token. */
        void act(Right least, String path, Endpoint endpoint) {
            act(least, path, BODY_LIMIT, endpoint);
        }

        /** The same with a body of so many bytes; it is not read before it is known who sends it. */
        void act(Right least, String path, long mostBytes, Endpoint endpoint) {
            // a route of its own: in one with it, Vert.x lets nothing stand before the reading of a body
            router.post(path).handler(guard.lets(least));
            router.post(path)
                    .handler(BodyHandler.create(false).setBodyLimit(mostBytes))
                    .handler(guard.isOurForm())
                    .handler(endpoint.handler());
        }

        /** A form with a file, which lies in a folder of this process's until the answer has gone. */
        void upload(Right least, String path, long mostBytes, Endpoint endpoint) {
            router.post(path)
                    .handler(guard.lets(least))
                    .handler(imports.folder().ready());
            router.post(path)
                    .handler(BodyHandler.create(imports.folder().path().toString())
                            .setBodyLimit(mostBytes)
                            .setDeleteUploadedFilesOnEnd(true))
                    .handler(guard.isOurForm())
                    .handler(endpoint.handler());
        }

        /** A form that somebody sends who is not logged in. */
        void openForm(String path, Endpoint endpoint) {
            router.post(path)
                    .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                    .handler(guard.isOurForm())
                    .handler(endpoint.handler());
        }

        private Route get(String path) {
            return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
        }
    }
}
