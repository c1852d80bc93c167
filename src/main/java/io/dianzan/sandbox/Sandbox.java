package io.dianzan.sandbox;

import io.dianzan.http.Faults;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.store.PortTaken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;

/** A stand-in for WeChat's servers, for demos and tests: always on loopback, everything in bounded memory. */
public final class Sandbox {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int IDLE_SECONDS = 75;
    /** Links to consent pages carry a whole address of ours, encoded. */
    private static final int LINE_BYTES = 8_192;

    private final Vertx vertx;
    private final List<SandboxApp> apps;
    private final Clock clock;
    private volatile Router router;
    private HttpServer server;

    private Sandbox(Vertx vertx, List<SandboxApp> apps, Clock clock) {
        this.vertx = vertx;
        this.apps = apps;
        this.clock = clock;
        restart(new Chance());
    }

    /** Port 0 is any free one. {@code apps}: those it knows, at least one; the first is the default. */
    public static Future<Sandbox> start(Vertx vertx, int port, List<SandboxApp> apps, Clock clock) {
        var sandbox = new Sandbox(vertx, List.copyOf(apps), clock);
        return sandbox.listen(port).map(sandbox);
    }

    private Future<?> listen(int port) {
        var options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LINE_BYTES);
        server = vertx.createHttpServer(options).requestHandler(request -> router.handle(request));
        return PortTaken.named("sandbox.port", LOOPBACK, port, server.listen(port, LOOPBACK));
    }

    /** All that it knows is in the router's routes: new ones have forgotten everything. */
    private void restart(Chance chance) {
        var fresh = Router.router(vertx);
        Faults.mount(fresh);
        new Routes(vertx, apps, clock, chance, this::url).mount(fresh, this::restart);
        router = fresh;
    }

    public int port() {
        return server.actualPort();
    }

    /** Where the provider's API is, as {@code apiUrl} and {@code openUrl} of a provider want it. */
    public String url() {
        return "http://" + LOOPBACK + ":" + port();
    }

    public Future<Void> close() {
        return server.close();
    }
}
