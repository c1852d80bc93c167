package io.dianzan.operator.figures;

import io.dianzan.ballot.Tap;
import io.dianzan.ballot.VoteNews;
import io.dianzan.campaign.Campaigns;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what this process answers to taps, on all its event loops: some additions in memory, and no lock. */
public final class TapFigures implements VoteNews {
    private final Campaigns campaigns;
    private final Map<Integer, CampaignTaps> campaignToTaps = new ConcurrentHashMap<>();

    public TapFigures(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    @Override
    public void recorded(RoutingContext ctx, Tap tap) {
        of(tap.campaign().id())
                .vote(
                        tap.work().id(),
                        tap.origin().prefix(),
                        tap.share(),
                        tap.acceptedAt().getEpochSecond());
    }

    @Override
    public void repeated(Tap tap) {
        of(tap.campaign().id()).count(Outcomes.REPEAT);
    }

    @Override
    public void refused(String slug, Throwable cause) {
        campaigns.find(slug).ifPresent(campaign -> of(campaign.id()).count(Outcomes.of(cause)));
    }

    Map<Integer, CampaignTaps> all() {
        return campaignToTaps;
    }

    private CampaignTaps of(int campaign) {
        var taps = campaignToTaps.get(campaign);
        return taps == null ? campaignToTaps.computeIfAbsent(campaign, first -> new CampaignTaps()) : taps;
    }
}
