package io.dianzan.share;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.share.picture.Poster;
import java.time.Instant;

/** Finds what a picture is asked to show. A withdrawn work is not shown; safe on every thread. */
public final class Exhibits {
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Catalogue catalogue;
    private final SteadyCounts counts;

    public Exhibits(Campaigns campaigns, CampaignClock clock, Catalogue catalogue, SteadyCounts counts) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.catalogue = catalogue;
        this.counts = counts;
    }

    Exhibit of(String slug, String number) {
        var campaign = campaigns.require(slug);
        return of(campaign, catalogue.require(campaign.id()).require(number));
    }

    Exhibit of(Share share) {
        var campaign = campaigns.all().stream()
                .filter(one -> one.id() == share.campaign())
                .findFirst()
                .orElseThrow(Refusal.CAMPAIGN_UNKNOWN::refused);
        return of(
                campaign,
                catalogue.require(campaign.id()).byId(share.work()).orElseThrow(Refusal.WORK_UNKNOWN::refused));
    }

    private Exhibit of(Campaign campaign, Work work) {
        if (!work.isListed()) {
            throw Refusal.WORK_WITHDRAWN.refused();
        }
        var rules = campaign.rulesAt(clock.now()).rules();
        var published = counts.of(campaign.id());
        var standing = published == null
                ? null
                : new Poster.Standing(
                        published.votes(work.id()),
                        Instant.ofEpochMilli(published.asOf())
                                .atZone(rules.zone())
                                .toLocalDate());
        return new Exhibit(campaign.slug(), rules, work, standing);
    }
}
