package io.dianzan.http;

import io.dianzan.fault.Refused;
import io.vertx.ext.web.RoutingContext;

/** Writes a refusal for people; for programs it is a problem document. */
@FunctionalInterface
public interface FaultPage {
    Encoded of(RoutingContext ctx, Refused refused);
}
