package io.dianzan.catalogue.cover;

import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** The covers for phones. Open to all. */
public final class CoverRoutes {
    private static final String TYPE = "image/jpeg";

    private final Covers covers;

    public CoverRoutes(Covers covers) {
        this.covers = covers;
    }

    /** {@code GET /covers/:hash/small.jpg}. */
    public Future<Reply> small(RoutingContext ctx) {
        return covers.small(ctx.pathParam("hash")).map(cover -> Reply.immutable(TYPE, cover));
    }

    /** {@code GET /covers/:hash/large.jpg}. */
    public Future<Reply> large(RoutingContext ctx) {
        return covers.large(ctx.pathParam("hash")).map(cover -> Reply.immutable(TYPE, cover));
    }
}
