package io.dianzan.share;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Reply;
import io.dianzan.login.VoterGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** A voter's own links: he gets one to pass on, and is told what became of it; nobody is told of another's. */
public final class ShareRoutes {
    private final VoterGuard guard;
    private final Campaigns campaigns;
    private final Catalogue catalogue;
    private final Shares shares;
    private final OwnSite site;

    public ShareRoutes(VoterGuard guard, Campaigns campaigns, Catalogue catalogue, Shares shares, OwnSite site) {
        this.guard = guard;
        this.campaigns = campaigns;
        this.catalogue = catalogue;
        this.shares = shares;
        this.site = site;
    }

    /** {@code POST /v1/campaigns/{slug}/works/{number}/shares}. */
    public Future<Reply> share(RoutingContext ctx) {
        var voter = guard.voterOf(ctx).voter();
        var campaign = campaign(ctx);
        var work = work(ctx, campaign);
        if (!work.isListed()) {
            throw Refusal.WORK_WITHDRAWN.refused();
        }
        return shares.of(campaign, work.id(), voter)
                .map(share -> Reply.json(new Link(share.code(), addressOf(share.code()))));
    }

    /** {@code GET} of the same: his two numbers; what he shared before a work was withdrawn still has them. */
    public Future<Reply> shared(RoutingContext ctx) {
        var voter = guard.voterOf(ctx).voter();
        var campaign = campaign(ctx);
        return shares.standing(campaign, work(ctx, campaign).id(), voter).map(found -> {
            var his = found.orElseThrow(Refusal.SHARE_UNKNOWN::refused);
            return Reply.json(new Told(his.code(), addressOf(his.code()), his.opened(), his.voted()));
        });
    }

    private int campaign(RoutingContext ctx) {
        return campaigns.require(ctx.pathParam("slug")).id();
    }

    private Work work(RoutingContext ctx, int campaign) {
        return catalogue.require(campaign).require(ctx.pathParam("number"));
    }

    private String addressOf(String code) {
        return site.url() + "/s/" + code;
    }

    private record Link(
            @JsonProperty String code, @JsonProperty String url) {}

    private record Told(
            @JsonProperty String code,
            @JsonProperty String url,
            @JsonProperty long opened,
            @JsonProperty long voted) {}
}
