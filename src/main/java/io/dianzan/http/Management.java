package io.dianzan.http;

import io.dianzan.store.PortTaken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The management port: for operators and balancers, never for phones. */
public final class Management {
    private final HttpServer server;
    private volatile boolean stopping;

    private Management(Vertx vertx, Map<String, BooleanSupplier> parts) {
        var router = Router.router(vertx);
        Faults.mount(router);
        router.get("/live").handler(ctx -> ctx.json(Map.of("live", true)));
        router.get("/ready").handler(ctx -> {
            var missing = missing(parts);
            ctx.response().setStatusCode(missing.isEmpty() ? 200 : 503);
            ctx.json(missing.isEmpty() ? Map.of("ready", true) : Map.of("ready", false, "missing", missing));
        });
        server = vertx.createHttpServer().requestHandler(router);
    }

    /** {@code parts}: each part that must be there for votes to be taken, and whether it is. Port 0 is any free one. */
    public static Future<Management> start(Vertx vertx, String host, int port, Map<String, BooleanSupplier> parts) {
        var management = new Management(vertx, parts);
        return PortTaken.named("management.port", host, port, management.server.listen(port, host))
                .map(management);
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on balancers send no new phones. */
    public void notReady() {
        stopping = true;
    }

    public Future<Void> close() {
        return server.close();
    }

    private List<String> missing(Map<String, BooleanSupplier> parts) {
        if (stopping) {
            return List.of("stopping");
        }
        return parts.entrySet().stream()
                .filter(part -> !part.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
