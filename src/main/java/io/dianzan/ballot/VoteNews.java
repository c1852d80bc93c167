package io.dianzan.ballot;

import io.vertx.ext.web.RoutingContext;

/** Is told of each vote once it is on disk, and of no repeat; whatever becomes of that, the vote waits for nothing. */
@FunctionalInterface
public interface VoteNews {
    /** On the event loop of the request, just before it is answered; must not throw. */
    void recorded(RoutingContext ctx, Tap tap);
}
