package io.dianzan.ballot;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Reply;
import io.dianzan.login.VoterGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** What a voter has cast today, from his own rows as they are now. */
public final class MeRoutes {
    private final VoterGuard guard;
    private final CampaignClock clock;
    private final Campaigns campaigns;
    private final VoterRows rows;
    private final Answers answers;

    public MeRoutes(VoterGuard guard, CampaignClock clock, Campaigns campaigns, VoterRows rows, Answers answers) {
        this.guard = guard;
        this.clock = clock;
        this.campaigns = campaigns;
        this.rows = rows;
        this.answers = answers;
    }

    public Future<Reply> me(RoutingContext ctx) {
        var voter = guard.voterOf(ctx);
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var now = clock.now();
        var day = Taps.today(campaign, now);
        var turns = campaign.rulesAt(now).rules().quotas().perCampaign() > 0;
        return rows.of(campaign.id(), voter, day, turns)
                .map(past -> Reply.json(answers.me(campaign, voter.voter(), day, past)));
    }
}
