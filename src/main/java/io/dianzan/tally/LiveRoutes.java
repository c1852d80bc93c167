package io.dianzan.tally;

import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The counts of a campaign as a stream of server-sent events, the same that {@link TallyRoutes} answers one by one. */
public final class LiveRoutes {
    private final Campaigns campaigns;
    private final LiveTally live;
    private final LiveStreams streams;

    /** {@code streams}: those of this event loop. */
    public LiveRoutes(Campaigns campaigns, LiveTally live, LiveStreams streams) {
        this.campaigns = campaigns;
        this.live = live;
        this.streams = streams;
    }

    public Future<Reply> live(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug")).id();
        var since = AsOf.lastEvent(ctx);
        if (ctx.request().method() == HttpMethod.HEAD) {
            live.first(campaign, since);
            return Future.succeededFuture(head -> head(head.response()).end());
        }
        return Future.succeededFuture(
                begun -> streams.open(campaign, begun.response(), () -> live.first(campaign, since)));
    }

    /** A proxy must neither keep the events nor gather them. */
    static HttpServerResponse head(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no");
    }
}
