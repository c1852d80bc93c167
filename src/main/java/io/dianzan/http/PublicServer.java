package io.dianzan.http;

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
    /** A phone taps and goes; a connection that is silent for this long is dead. */
    private static final int IDLE_SECONDS = 30;
    /** Connections that may wait to be accepted in the opening minute; the kernel's own bound may be lower. */
    private static final int BACKLOG = 4_096;

    private static final int STOP_SECONDS = 10;

    private final HttpServer server;

    private PublicServer(HttpServer server) {
        this.server = server;
    }

    /** Port -1 is any free one, the same for every loop that asks for it. */
    public static Future<PublicServer> start(Vertx vertx, String host, int port, Handler<HttpServerRequest> requests) {
        var options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                // no upgrade in the clear: half of the parser's states that nobody here needs
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false);
        var server = vertx.createHttpServer(options).requestHandler(requests);
        return PortTaken.named("http.port", host, port, server.listen(port, host))
                .map(PublicServer::new);
    }

    public int port() {
        return server.actualPort();
    }

    /** Lets what is under way be answered, within a bound. */
    public Future<Void> stop() {
        return server.shutdown(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
