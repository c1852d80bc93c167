package io.dianzan;

import io.dianzan.campaign.Acts;
import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.LifeCycle.State;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.WorkTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operator's act on a campaign; hidden until there is a console with roles for it. */
@Command(name = "act", description = "Act on a campaign.", mixinStandardHelpOptions = true, hidden = true)
final class ActCommand implements Callable<Integer> {
    /** What can be done. */
    enum Act {
        pause,
        resume,
        close,
        extend,
        withdraw
    }

    @Mixin
    private ConfigOption config;

    @Parameters(index = "0", paramLabel = "ACT", description = "${COMPLETION-CANDIDATES}")
    private Act act;

    @Parameters(index = "1", paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Option(names = "--reason", required = true, description = "Why; goes into the audit.")
    private String reason;

    @Option(names = "--text", description = "With pause: what phones are told meanwhile.")
    private String text;

    @Option(names = "--to", description = "With extend: the new close, local time of the campaign's zone.")
    private String to;

    @Option(names = "--work", description = "With withdraw: the work's number.")
    private String work;

    @Override
    public Integer call() {
        Tool.with(config.read().server(), this::carryOut);
        System.out.println("Done; in force on all servers in three seconds.");
        return 0;
    }

    private Future<Void> carryOut(Pool pool) {
        var campaigns = new Campaigns(pool);
        var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
        return clock.measure().compose(measured -> campaigns.refresh()).compose(known -> {
            var campaign = campaigns.require(slug);
            return carryOut(pool, campaign, clock.now());
        });
    }

    private Future<Void> carryOut(Pool pool, Campaign campaign, Instant now) {
        var acts = new Acts(pool);
        var by = new Acts.By(System.getProperty("user.name"), reason);
        var state = campaign.lifeCycleAt(now.plusSeconds(Acts.EFFECTIVE_AFTER_SECONDS))
                .state();
        return switch (act) {
            case pause -> {
                require(state == State.OPEN, "only an open campaign can pause; this one is " + wordOf(state));
                yield acts.pause(campaign, text, by);
            }
            case resume -> {
                require(state == State.PAUSED, "only a paused campaign can resume; this one is " + wordOf(state));
                yield acts.resume(campaign, by);
            }
            case close -> {
                require(!state.isOver(), "the campaign is closed already");
                yield acts.close(campaign, by);
            }
            case extend -> acts.extend(campaign, newClose(campaign, now), by);
            case withdraw -> withdraw(pool, acts, campaign, by);
        };
    }

    private Instant newClose(Campaign campaign, Instant now) {
        require(to != null, "extend needs --to, such as 2024-03-06T00:00");
        try {
            var closes = LocalDateTime.parse(to)
                    .atZone(campaign.rulesAt(now).rules().zone())
                    .toInstant();
            require(closes.isAfter(now), "--to must lie ahead");
            return closes;
        } catch (DateTimeParseException e) {
            throw new ToolRefused("--to: expected a local time such as 2024-03-06T00:00");
        }
    }

    private Future<Void> withdraw(Pool pool, Acts acts, Campaign campaign, Acts.By by) {
        require(work != null, "withdraw needs --work");
        var catalogue = new Catalogue(new WorkTable(pool));
        return catalogue.refresh(campaign.id(), campaign.catalogue()).compose(loaded -> {
            var found = catalogue.require(campaign.id()).require(work);
            require(found.withdrawnAt() == null, "work " + found.number() + " is withdrawn already");
            return acts.withdraw(campaign, found.id(), by);
        });
    }

    private static String wordOf(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new ToolRefused(message);
        }
    }
}
