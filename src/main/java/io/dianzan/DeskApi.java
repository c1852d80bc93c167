package io.dianzan;

import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.DoorPages;
import io.dianzan.operator.export.ExportRoutes;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Right;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * The one page of the operators' routes: each line names the least that it needs, and the guard stands in front of it. A
 * page that is the first of an area comes to the rail by being here.
 */
record DeskApi(Faults faults, OperatorGuard guard, Console console, DoorPages door, ExportRoutes exports) {
    /** The longest form has a reason of some hundred words. */
    private static final int BODY_LIMIT = 65_536;

    /** For a port of the operators' own, where they are told of refusals on pages of theirs. */
    void mountAlone(Router router) {
        faults.watch(router);
        mount(router);
    }

    void mount(Router router) {
        var desk = new Lines(router);

        // open to all
        desk.open("/operator/assets/:version/:file", console.assets()::file);
        router.route("/operator*").handler(guard.knows());
        desk.open("/operator/language/:word", console::language);
        desk.open("/operator/login", door::login);
        desk.openForm("/operator/login", door::enter);
        desk.open("/operator/login/oidc", door::start);
        desk.open("/operator/login/oidc/callback", door::callback);

        // whoever may see
        desk.page(Right.SEE, "/operator", console::home);
        desk.act(Right.SEE, "/operator/logout", door::logout);

        // whoever may look at single voters, and take away what is known
        desk.page(Right.AUDIT, "/operator/c/:slug/exports", exports::page);
        desk.page(Right.AUDIT, "/operator/c/:slug/exports/recent", exports::recent);
        desk.page(Right.AUDIT, "/operator/c/:slug/export/:file", exports::download);
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
            router.post(path)
                    .handler(guard.lets(least))
                    .handler(BodyHandler.create(false).setBodyLimit(mostBytes))
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
