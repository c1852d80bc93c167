package io.dianzan.login;

import io.vertx.ext.web.RoutingContext;

/** Is told of each login that has succeeded; whatever becomes of that, the login waits for nothing. */
@FunctionalInterface
public interface LoginNews {
    /** On the event loop of the request, just before it is answered; must not throw. */
    void loggedIn(RoutingContext ctx, VoterToken voter);
}
