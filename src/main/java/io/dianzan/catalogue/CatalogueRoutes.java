package io.dianzan.catalogue;

import io.dianzan.catalogue.CatalogueQuery.Sort;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.ToIntFunction;

/** The works for phones: a page of them, or one. Open to all. */
public final class CatalogueRoutes {
    private static final int PAGE_SIZE = 20;
    /** Seconds that anyone on the way may keep an answer: as long as a count may be old anyway. */
    private static final int MAX_AGE = 2;

    private final ToIntFunction<String> slugToCampaign;
    private final CatalogueListing listing;

    /** {@code slugToCampaign} refuses a slug that it does not know as {@code campaign-unknown}. */
    public CatalogueRoutes(ToIntFunction<String> slugToCampaign, CatalogueListing listing) {
        this.slugToCampaign = slugToCampaign;
        this.listing = listing;
    }

    /** {@code GET /v1/campaigns/:slug/works}. */
    public Future<Reply> list(RoutingContext ctx) {
        var campaign = slugToCampaign.applyAsInt(ctx.pathParam("slug"));
        var answer = listing.list(campaign, CatalogueQuery.of(ctx, Sort.NUMBER, 0, PAGE_SIZE));
        return Future.succeededFuture(Reply.shared(answer, MAX_AGE));
    }

    /** {@code GET /v1/campaigns/:slug/works/:number}. */
    public Future<Reply> one(RoutingContext ctx) {
        var campaign = slugToCampaign.applyAsInt(ctx.pathParam("slug"));
        var answer = listing.one(campaign, ctx.pathParam("number"));
        return Future.succeededFuture(Reply.shared(answer, MAX_AGE));
    }
}
