package io.dianzan.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** A function from a request to its answer: no status code, no try and catch in it. */
@FunctionalInterface
public interface Endpoint {
    Future<Reply> answer(RoutingContext ctx);

    /** This endpoint as a handler of a route; whatever fails goes to {@link Faults}. */
    default Handler<RoutingContext> handler() {
        return ctx -> {
            try {
                answer(ctx).onComplete(reply -> reply.send(ctx), cause -> Faults.fail(ctx, cause));
            } catch (RuntimeException e) {
                Faults.fail(ctx, e);
            }
        };
    }
}
