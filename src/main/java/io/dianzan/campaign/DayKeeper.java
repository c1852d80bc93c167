package io.dianzan.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the days of every campaign ahead of their time, borders and partitions, and fences those that are over. */
public final class DayKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(DayKeeper.class);
    private static final int DAYS_AHEAD = 7;

    private final CampaignTable table;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private volatile int unfenced;

    public DayKeeper(Pool pool, Campaigns campaigns, CampaignClock clock) {
        this.table = new CampaignTable(pool);
        this.campaigns = campaigns;
        this.clock = clock;
    }

    /** Does what is due now; does nothing, and asks nobody, where nothing is. */
    public Future<Void> keep() {
        var made = Future.<Void>succeededFuture();
        var any = false;
        for (var campaign : campaigns.all()) {
            for (var day : missing(campaign, clock.now())) {
                made = made.compose(before -> open(campaign, day));
                any = true;
            }
        }
        var days = any ? made.compose(all -> campaigns.refresh()) : made;
        return days.compose(ready -> fence());
    }

    /** The days whose time is over and that wait for their fence: none, where all is well. Known on every thread. */
    public int unfenced() {
        return unfenced;
    }

    /** A day that cannot be made now is tried again in a second; it holds up neither the others nor a fence. */
    private Future<Void> open(Campaign campaign, CampaignDay day) {
        return table.openDay(campaign.id(), day).recover(cause -> {
            LOG.warn("day {} of {} cannot be made yet", day.date(), campaign.slug());
            return Future.succeededFuture();
        });
    }

    private Future<Void> fence() {
        return table.unfenced().compose(over -> {
            unfenced = over.size();
            var fenced = Future.<Void>succeededFuture();
            for (var day : over) {
                fenced = fenced.compose(before -> table.fence(day)).map(this::told);
            }
            return fenced;
        });
    }

    /** A day that a ruling holds up waits on, and is tried again in a second. */
    private Void told(boolean fenced) {
        unfenced -= fenced ? 1 : 0;
        return null;
    }

    /** The days from today to a week ahead in which votes can be taken and which are not made yet. */
    static List<CampaignDay> missing(Campaign campaign, Instant now) {
        // the newest rules: those that take effect in a moment decide what the coming days are
        var rules = campaign.newest().rules();
        var calendar = rules.calendar();
        var closes = campaign.lifeCycleAt(now).closes();
        var known = campaign.days().stream().map(CampaignDay::date).collect(Collectors.toSet());
        var missing = new ArrayList<CampaignDay>();
        LocalDate first = calendar.dateOf(now);
        for (int i = 0; i <= DAYS_AHEAD; i++) {
            var day = calendar.day(first.plusDays(i));
            var over = closes != null && !day.starts().isBefore(closes);
            var early = rules.opens() != null && !day.ends().isAfter(rules.opens());
            if (!over && !early && !known.contains(day.date())) {
                missing.add(day);
            }
        }
        return missing;
    }
}
