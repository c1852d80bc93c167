package io.dianzan.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Set;

/**
 * Lets scripts of listed origins call the interface from browsers. All other origins, our own among them, are answered
 * without a word on the matter, and their browsers keep the answer from foreign scripts. Mini-programs send no origin.
 */
public final class Cors {
    /** How long a browser need not ask again; a list that grows shorter is felt after as long. */
    private static final int MAX_AGE_SECONDS = 600;

    private final CorsHandler handler;
    private final Set<String> origins;

    private Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
        // never with credentials: a page elsewhere has a token of its own, and no use for our cookies
        handler = CorsHandler.create()
                .addOrigins(origins)
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE))
                .allowedHeaders(Set.of("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"))
                .exposedHeaders(Set.of("Retry-After", "ETag", "X-Request-Id", "X-Token"))
                .maxAgeSeconds(MAX_AGE_SECONDS);
    }

    /** Before all routes, for a browser asks beforehand without a token; nothing at all where no origin is listed. */
    public static void mount(Router router, List<String> origins) {
        if (!origins.isEmpty()) {
            router.route("/v1/*").handler(new Cors(origins)::handle);
        }
    }

    private void handle(RoutingContext ctx) {
        // at the very end, for a shared cache must know it whatever else an answer varies by
        ctx.addHeadersEndHandler(sending -> varyByOrigin(ctx.response()));
        var origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && origins.contains(origin)) {
            handler.handle(ctx);
        } else {
            ctx.next();
        }
    }

    private static void varyByOrigin(HttpServerResponse response) {
        if (!response.headers().contains(HttpHeaders.VARY, HttpHeaders.ORIGIN, true)) {
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }
}
