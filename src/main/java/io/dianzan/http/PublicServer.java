package io.dianzan.http;

import io.dianzan.config.ServerConfig.Http;
import io.dianzan.store.PortTaken;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/** The public port as phones meet it: one server for each event loop, all on one port. */
public final class PublicServer {
    /** Connections that may wait to be accepted in the opening minute; the kernel's own bound may be lower. */
    private static final int BACKLOG = 4_096;

    private static final int STOP_SECONDS = 10;

    private final HttpServer server;
    private final ConnectionGuard guard;

    private PublicServer(HttpServer server, ConnectionGuard guard) {
        this.server = server;
        this.guard = guard;
    }

    /** {@code port} stands for that of {@code http}: -1 is any free one, the same for every loop that asks for it. */
    public static Future<PublicServer> start(
            Vertx vertx, int port, Http http, OpenConnections open, Handler<HttpServerRequest> requests) {
        var options = new HttpServerOptions()
                .setIdleTimeout((int) http.connections().idle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                // the upgrade in the clear is half of the parser's states, and nobody needs it but a proxy that asks
                .setHttp2ClearTextEnabled(http.h2c())
                // a few bytes must not unfold to gigabytes
                .setDecompressionSupported(false);
        var guard = new ConnectionGuard(vertx, http.connections().request(), open);
        var server = vertx.createHttpServer(Unreadable.bound(options))
                .connectionHandler(guard::watch)
                .requestHandler(SecurityHeaders.before(requests))
                .invalidRequestHandler(SecurityHeaders.before(Unreadable::answer));
        return PortTaken.named("http.port", http.host(), port, server.listen(port, http.host()))
                .map(listening -> new PublicServer(server, guard))
                .onFailure(failure -> guard.stop());
    }

    public int port() {
        return server.actualPort();
    }

    /** Lets what is under way be answered, within a bound. */
    public Future<Void> stop() {
        return server.shutdown(STOP_SECONDS, TimeUnit.SECONDS).onComplete(stopped -> guard.stop());
    }
}
