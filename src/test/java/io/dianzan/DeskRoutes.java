package io.dianzan;

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
import io.dianzan.operator.imports.UploadFolder;
import io.dianzan.operator.limits.LimitPages;
import io.dianzan.operator.overview.OverviewPages;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.voters.VoterRoutes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.Stream;

/** What the operators' router itself says that it has. */
final class DeskRoutes {
    private DeskRoutes() {}

    /** Such as {@code GET /operator/c/{slug}/campaign}; a HEAD beside a GET goes without saying. Nothing is called. */
    static List<String> ofTheRouter() {
        var vertx = Vertx.vertx();
        try {
            var router = Router.router(vertx);
            api().mount(router);
            return router.getRoutes().stream()
                    .flatMap(DeskRoutes::named)
                    .filter(route -> !route.startsWith("HEAD "))
                    .distinct()
                    .toList();
        } finally {
            vertx.close().await();
        }
    }

    private static DeskApi api() {
        return new DeskApi(
                Faults.uncounted(),
                new OperatorGuard(null, null),
                new Console(null, null, null, null, null),
                new DoorPages(null, null, null, null),
                new LivePages(null, null, null, null),
                new WorkPages(null, null, null, null, null),
                new LimitPages(null, null, null, null, null),
                new OverviewPages(null, null, null, null, null),
                new AuditPages(null, null, null, null),
                new ImportPages(null, null, null, null, new UploadFolder()),
                new DeskApi.ActPages(
                        new ActRoutes(null, null),
                        new WaitingRoutes(null, null, null),
                        new VoterRoutes(null, null, null)),
                new ExportRoutes(null, null, null, null));
    }

    private static Stream<String> named(Route route) {
        // what stands before all routes has no method of its own
        return route.methods() == null
                ? Stream.empty()
                : route.methods().stream()
                        .map(method -> method + " " + route.getPath().replaceAll(":(\\w+)", "{$1}"));
    }
}
