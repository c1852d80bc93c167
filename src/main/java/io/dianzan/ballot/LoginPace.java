package io.dianzan.ballot;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.TapLimit;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Origins;
import io.dianzan.login.LoginMeters;
import java.time.Instant;
import java.util.Optional;

/**
 * The limit of logins from one address. A login is for all campaigns, so it is the most generous of those that are not
 * over: none shuts out the voters of another. Belongs to one event loop.
 */
public final class LoginPace {
    private static final int NO_CAMPAIGN = 0;

    private final Limits limits;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Origins origins;
    private final LoginMeters meters;

    public LoginPace(Limits limits, Campaigns campaigns, CampaignClock clock, Origins origins, LoginMeters meters) {
        this.limits = limits;
        this.campaigns = campaigns;
        this.clock = clock;
        this.origins = origins;
        this.meters = meters;
    }

    /** The endpoint with this limit in front of it. */
    public Endpoint before(Endpoint endpoint) {
        return ctx -> {
            var now = clock.now();
            most(now)
                    .flatMap(limit -> limits.logins()
                            .count(NO_CAMPAIGN, origins.of(ctx.request()).address(), limit, now))
                    .ifPresent(refused -> {
                        meters.tooMany();
                        throw refused;
                    });
            return endpoint.answer(ctx);
        };
    }

    private Optional<TapLimit> most(Instant now) {
        return campaigns.all().stream()
                .filter(campaign -> !campaign.lifeCycleAt(now).state().isOver())
                .map(campaign -> campaign.rulesAt(now).rules().limits().login())
                .reduce((one, other) -> other.isMoreThan(one) ? other : one);
    }
}
