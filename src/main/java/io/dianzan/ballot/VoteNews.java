package io.dianzan.ballot;

import io.vertx.ext.web.RoutingContext;

/**
 * Says by which share link a vote comes, and is told of each once it is on disk, and of no repeat; whatever becomes of that,
 * the vote waits for nothing.
 */
public interface VoteNews {
    /** The code of the share link by which a request came, as it says itself; null where by none. Must not throw. */
    String shareOf(RoutingContext ctx);

    /** On the event loop of the request, just before it is answered; must not throw. */
    void recorded(RoutingContext ctx, Tap tap);
}
