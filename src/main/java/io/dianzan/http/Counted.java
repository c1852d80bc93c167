package io.dianzan.http;

import io.dianzan.fault.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** What answers requests, and who counts the refusals of what could not even be read as one. */
public record Counted(Handler<HttpServerRequest> requests, Consumer<Refusal> unreadable) {}
