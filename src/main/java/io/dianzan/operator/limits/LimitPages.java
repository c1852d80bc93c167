package io.dianzan.operator.limits;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.figures.Figures;
import io.dianzan.operator.limits.LimitsView.Refused;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The page of limits: what is in force, since when, by which file, and what it refused. */
public final class LimitPages {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Console console;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Figures figures;
    private final RulesFiles files;

    public LimitPages(Console console, Campaigns campaigns, CampaignClock clock, Figures figures, RulesFiles files) {
        this.console = console;
        this.campaigns = campaigns;
        this.clock = clock;
        this.figures = figures;
        this.files = files;
    }

    /** {@code GET /operator/c/:slug/limits}. */
    public Future<Reply> limits(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var now = clock.now();
        var began = campaign.dayAt(now).map(CampaignDay::starts).orElseGet(() -> now.minus(DAY));
        var sources = files.of(campaign.id());
        var today = refused(campaign.id(), began);
        var lastHour = refused(campaign.id(), now.minus(HOUR));
        return Future.all(sources, today, lastHour).compose(read -> {
            var refused = new Refused(began, today.result(), lastHour.result());
            var view = LimitsView.of(campaign, now, sources.result(), refused).with(files.problems());
            var title = Title.of(console.words(ctx).say("limits.title"), "limits", campaign.slug())
                    .asOf(now);
            return console.show(ctx, "limits", title, view);
        });
    }

    /** Logins are of no campaign: those of the whole site stand beside the campaign's taps. */
    private Future<Map<String, Long>> refused(int campaign, Instant since) {
        var taps = figures.refused(campaign, since);
        var logins = figures.logins(since);
        return Future.all(taps, logins).map(read -> {
            var all = new HashMap<>(taps.result());
            logins.result().stream()
                    .filter(login -> login.outcome().equals(Bound.LOGIN.everyOutcome()))
                    .forEach(login -> all.merge(login.outcome(), login.logins(), Long::sum));
            return all;
        });
    }
}
