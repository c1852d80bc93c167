package io.dianzan.operator.export;

import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * An export on its way to a browser. Nothing is said before its first piece is there, so that whatever fails until then is
 * a refusal; what breaks after that ends the connection in the midst of a body, which no browser takes for the end.
 */
final class Download implements Outlet {
    private final RoutingContext ctx;
    private final Order order;
    private final HttpServerResponse response;

    Download(RoutingContext ctx, Order order) {
        this.ctx = ctx;
        this.order = order;
        this.response = ctx.response();
    }

    @Override
    public Future<Void> write(Buffer piece) {
        if (!response.headWritten()) {
            head();
            response.setChunked(true);
        }
        return response.write(piece);
    }

    /** For a reply to HEAD: nothing is exported. */
    void headAlone(RoutingContext same) {
        head();
        response.end();
    }

    void end(RoutingContext same) {
        response.end();
    }

    /** A refusal while nothing was said, and else a connection that ends too early. */
    Future<Reply> broken(Throwable cause) {
        if (!response.headWritten()) {
            return Future.failedFuture(cause);
        }
        return Future.succeededFuture(same -> {
            if (!response.closed()) {
                response.reset();
                ctx.request().connection().close();
            }
        });
    }

    private void head() {
        response.putHeader(HttpHeaders.CONTENT_TYPE, order.format().type())
                .putHeader("Content-Disposition", "attachment; filename=\"" + order.fileName() + "\"")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
