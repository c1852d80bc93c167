package io.dianzan.http;

import io.dianzan.store.PortTaken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/**
 * The management port: for operators and balancers, never for phones. {@code /live}: whether to restart the process,
 * {@code /ready}: whether to send it phones, {@code /metrics}: for Prometheus.
 */
public final class Management {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final Vitals vitals;
    private volatile boolean stopping;

    private Management(Vertx vertx, Vitals vitals, Consumer<Router> console) {
        this.vitals = vitals;
        var router = Router.router(vertx);
        Faults.mount(router);
        router.get("/live").handler(this::live);
        router.get("/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
        console.accept(router);
        server = vertx.createHttpServer().requestHandler(SecurityHeaders.before(router));
    }

    /** Port 0 is any free one. */
    public static Future<Management> start(Vertx vertx, String host, int port, Vitals vitals) {
        return start(vertx, host, port, vitals, none -> {});
    }

    /** {@code console}: adds routes to these. */
    public static Future<Management> start(
            Vertx vertx, String host, int port, Vitals vitals, Consumer<Router> console) {
        var management = new Management(vertx, vitals, console);
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

    private void live(RoutingContext ctx) {
        var stuck = vitals.stuck().get();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("live", stuck.isEmpty());
        if (!stuck.isEmpty()) {
            answer.put("stuckLoops", stuck);
        }
        send(ctx, stuck.isEmpty(), answer);
    }

    private void ready(RoutingContext ctx) {
        var missing = new ArrayList<>(vitals.missing());
        if (stopping) {
            missing.add("stopping");
        }
        var away = vitals.away();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("ready", missing.isEmpty());
        if (!missing.isEmpty()) {
            answer.put("missing", missing);
        }
        if (!away.isEmpty()) {
            answer.put("away", away);
        }
        answer.putAll(vitals.notes().get());
        send(ctx, missing.isEmpty(), answer);
    }

    /** Written off the event loop: it reads everything, the JVM's own figures too. */
    private void metrics(RoutingContext ctx) {
        ctx.vertx()
                .executeBlocking(vitals.metrics()::get, false)
                .onSuccess(text -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT)
                        .end(text))
                .onFailure(ctx::fail);
    }

    private static void send(RoutingContext ctx, boolean good, Object answer) {
        ctx.response()
                .setStatusCode(good ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.encode(answer));
    }
}
