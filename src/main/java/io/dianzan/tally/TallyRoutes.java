package io.dianzan.tally;

import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** The counts of a campaign's works, all of them or those that changed since an {@code asOf}. */
public final class TallyRoutes {
    private static final int MAX_AGE_SECONDS = 1;

    private final Campaigns campaigns;
    private final TallyAnswers answers;

    public TallyRoutes(Campaigns campaigns, TallyAnswers answers) {
        this.campaigns = campaigns;
        this.answers = answers;
    }

    public Future<Reply> tally(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var told = answers.since(campaign.id(), AsOf.since(ctx));
        return Future.succeededFuture(Reply.shared(told.body(), MAX_AGE_SECONDS));
    }
}
