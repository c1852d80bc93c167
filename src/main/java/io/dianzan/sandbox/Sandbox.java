package io.dianzan.sandbox;

import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.http.Json;
import io.dianzan.store.PortTaken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A stand-in for WeChat's servers, for demos and tests: always on loopback, everything in bounded memory. */
public final class Sandbox {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LONGEST_BODY = 4096;
    private static final int IDLE_SECONDS = 75;

    private final HttpServer server;

    private Sandbox(HttpServer server) {
        this.server = server;
    }

    /** Port 0 is any free one. {@code apps}: those it knows, at least one; the first is the default mini-program. */
    public static Future<Sandbox> start(Vertx vertx, int port, List<SandboxApp> apps, Clock clock) {
        var options = new HttpServerOptions().setHttp2ClearTextEnabled(false).setIdleTimeout(IDLE_SECONDS);
        var server = vertx.createHttpServer(options).requestHandler(router(vertx, apps, clock));
        return PortTaken.named("sandbox.port", LOOPBACK, port, server.listen(port, LOOPBACK))
                .map(Sandbox::new);
    }

    public int port() {
        return server.actualPort();
    }

    /** Where the provider's API is, as {@code apiUrl} of a provider wants it. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public Future<Void> close() {
        return server.close();
    }

    /** An unknown path is a 404: an {@code "errcode":0} would hide the mistake. */
    private static Router router(Vertx vertx, List<SandboxApp> apps, Clock clock) {
        var appidToApp = new LinkedHashMap<String, SandboxApp>();
        apps.forEach(app -> appidToApp.put(app.appid(), app));
        var codes = new LoginCodes(clock);
        var people = new People(clock);
        var control = new ControlRoutes(appidToApp, apps.get(0).appid(), codes, people);
        var login = new MiniProgramLogin(Map.copyOf(appidToApp), codes, people);

        var router = Router.router(vertx);
        Faults.mount(router);
        router.get("/sns/jscode2session").handler(ctx -> answer(ctx, control.nextFault(), login));
        router.route("/__sandbox/*").handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        router.post("/__sandbox/login-code").handler(((Endpoint) control::loginCode).handler());
        router.post("/__sandbox/fault").handler(((Endpoint) control::orderFault).handler());
        return router;
    }

    private static void answer(RoutingContext ctx, PlannedFault fault, MiniProgramLogin login) {
        if (fault.delay() == 0) {
            send(ctx, bodyOf(ctx, fault, login));
            return;
        }
        ctx.vertx().timer(fault.delay(), TimeUnit.MILLISECONDS).onSuccess(over -> send(ctx, bodyOf(ctx, fault, login)));
    }

    private static Object bodyOf(RoutingContext ctx, PlannedFault fault, MiniProgramLogin login) {
        if (fault.errcode() != 0) {
            return new WechatError(fault.errcode(), "ordered fault").body();
        }
        try {
            return login.session(ctx.queryParams());
        } catch (WechatError e) {
            return e.body();
        }
    }

    /** WeChat answers everything under {@code /sns/} with 200 and {@code text/plain}, although it is JSON. */
    private static void send(RoutingContext ctx, Object body) {
        if (ctx.response().closed()) {
            return;
        }
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain").end(Json.encode(body));
    }
}
