package io.dianzan;

import io.vertx.core.Vertx;
import java.time.Clock;

/** What a server runs on: event loops, this machine's own clock, and the meters that everything is measured with. */
record Host(Vertx vertx, Clock clock, Meters meters) {}
