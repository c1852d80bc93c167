package io.dianzan.operator.acts;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.vertx.core.Future;

/** Where acts look things up: campaigns, works and the time, as the database has them at the moment of asking. */
public record Scene(Campaigns campaigns, Catalogue catalogue, CampaignClock clock) {

    Future<Setting> of(String slug) {
        return campaigns.refresh().compose(known -> {
            var campaign = campaigns.require(slug);
            return catalogue
                    .refresh(campaign.id(), campaign.catalogue())
                    .map(loaded -> new Setting(campaign, catalogue.require(campaign.id()), clock.now()));
        });
    }
}
