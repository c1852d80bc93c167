package io.dianzan.page;

import io.dianzan.campaign.Campaign;
import io.dianzan.http.Encoded;
import io.dianzan.http.Language;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** What all kinds of pages are made with: words and frames, the paper they are written on, and how they are sent. */
public record Sheets(Frames frames, Paper paper) {
    /** A page may be so old; its script learns the counts of now, and a form is told the truth of now. */
    private static final int SECONDS = 5;

    private static final int RENDER_BITS = 60;

    /** What makes a page of a campaign another one, besides what was asked for. */
    record Edition(int campaign, int world, int catalogue, long beat, Language language, boolean wechat) {}

    Edition editionOf(RoutingContext ctx, Campaign campaign, Instant now) {
        return new Edition(
                campaign.id(),
                campaign.world(),
                campaign.catalogue(),
                now.getEpochSecond() / SECONDS,
                frames.languageOf(ctx),
                frames.sdkFor(ctx) != null);
    }

    /** A word for one rendering of a page. */
    static String render() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << RENDER_BITS), Character.MAX_RADIX);
    }

    Future<Reply> send(RoutingContext ctx, Encoded page) {
        ContentPolicy.set(ctx.response(), frames.sdkFor(ctx), frames.loginHost(ctx));
        return Future.succeededFuture(Reply.page(page));
    }

    /** A page that is its reader's alone, or good once. */
    Future<Reply> sendOnce(RoutingContext ctx, Encoded page) {
        ContentPolicy.set(ctx.response(), frames.sdkFor(ctx), frames.loginHost(ctx));
        return Future.succeededFuture(Reply.pageOnce(page));
    }
}
