package io.dianzan.share;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Work;
import io.dianzan.config.WechatChannel;
import io.dianzan.http.Reply;
import io.dianzan.login.wechat.MiniProgram;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code GET /c/{slug}/works/{number}/wechat?share=}: from a phone's browser into the mini-program, at the same work. */
public final class UrlLinkRoutes {
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Catalogue catalogue;
    private final UrlLinks links;

    /** {@code links} is null where there is no mini-program. */
    UrlLinkRoutes(Campaigns campaigns, CampaignClock clock, Catalogue catalogue, UrlLinks links) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.catalogue = catalogue;
        this.links = links;
    }

    /** Where WeChat gives no link, back to the page, which then offers what there is besides. */
    public Future<Reply> open(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var work = catalogue.require(campaign.id()).require(ctx.pathParam("number"));
        var code = ctx.queryParam("share").stream().filter(ShareCode::isOne).findFirst();
        var found = isAdmitted(campaign) ? links.of(campaign.id()) : Future.succeededFuture(Optional.<String>empty());
        return found.map(link ->
                Reply.redirect(link.map(into -> at(into, campaign, work, code)).orElseGet(() -> back(campaign, work))));
    }

    private boolean isAdmitted(Campaign campaign) {
        return links != null
                && campaign.rulesAt(clock.now()).rules().channels().contains(WechatChannel.MINI_PROGRAM.word());
    }

    /** As much as WeChat takes: a number of twenty Chinese characters may be too much beside a share. */
    private static String at(String link, Campaign campaign, Work work, Optional<String> code) {
        var query = new LinkedHashMap<>(Map.of("campaign", campaign.slug()));
        var shortest = MiniProgram.at(link, query);
        query.put("work", work.number());
        var shorter = MiniProgram.at(link, query);
        code.ifPresent(share -> query.put("share", share));
        return MiniProgram.at(link, query).or(() -> shorter).or(() -> shortest).orElse(link);
    }

    private static String back(Campaign campaign, Work work) {
        return work.pageIn(campaign.slug()) + "?wechat=unavailable";
    }
}
