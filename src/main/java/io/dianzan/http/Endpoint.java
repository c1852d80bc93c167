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
                // mapped, so that a reply that cannot be sent fails too, and nobody waits for it in vain
                answer(ctx).map(reply -> sent(reply, ctx)).onFailure(cause -> Faults.fail(ctx, cause));
            } catch (RuntimeException e) {
                Faults.fail(ctx, e);
            }
        };
    }

    private static Void sent(Reply reply, RoutingContext ctx) {
        reply.send(ctx);
        return null;
    }
}
