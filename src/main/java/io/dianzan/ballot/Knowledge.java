package io.dianzan.ballot;

import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.fault.Refusal;
import io.vertx.core.Future;

/** What this process knows of campaigns and works, and how it catches up when the ledger says that it is behind. */
public final class Knowledge {
    private final Campaigns campaigns;
    private final Catalogue catalogue;

    public Knowledge(Campaigns campaigns, Catalogue catalogue) {
        this.campaigns = campaigns;
        this.catalogue = catalogue;
    }

    /** The same tap, judged by the newest that PostgreSQL has. */
    Future<Tap> renew(Tap tap) {
        return campaigns
                .refresh()
                .map(done -> {
                    var campaign = campaigns.require(tap.campaign().slug());
                    return tap.judgedBy(
                            campaign,
                            catalogue.require(campaign.id()).require(tap.work().number()));
                })
                .recover(cause -> Future.failedFuture(Refusal.BUSY.refused()));
    }
}
