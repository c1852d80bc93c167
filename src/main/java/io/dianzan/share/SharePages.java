package io.dianzan.share;

import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Reply;
import io.dianzan.page.WorkPages;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /s/:code}: the work that somebody has passed on. */
public final class SharePages {
    private final ShareLookup shares;
    private final Visits visits;
    private final Campaigns campaigns;
    private final Catalogue catalogue;
    private final WorkPages works;

    public SharePages(ShareLookup shares, Visits visits, Campaigns campaigns, Catalogue catalogue, WorkPages works) {
        this.shares = shares;
        this.visits = visits;
        this.campaigns = campaigns;
        this.catalogue = catalogue;
        this.works = works;
    }

    public Future<Reply> open(RoutingContext ctx) {
        return shares.find(ctx.pathParam("code")).compose(share -> {
            var campaign = campaigns.find(share.campaign()).orElseThrow(Refusal.SHARE_UNKNOWN::refused);
            var work = catalogue.require(campaign.id()).byId(share.work()).orElseThrow(Refusal.SHARE_UNKNOWN::refused);
            visits.opened(ctx, share);
            return works.show(ctx, campaign, work, share.code());
        });
    }
}
