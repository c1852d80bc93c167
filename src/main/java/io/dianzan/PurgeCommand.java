package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.operator.retention.PurgeUnderWay;
import io.dianzan.operator.retention.Purged;
import io.dianzan.operator.retention.Purges;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes away what is no longer to be kept, as servers do once a day. */
@Command(
        name = "purge",
        description = {
            "Drop signals and identities whose time is up (retention, in server.yaml). Ballots and counts stay.",
            "Servers do it by themselves once a day."
        },
        mixinStandardHelpOptions = true)
final class PurgeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Option(names = "--dry-run", description = "Only say what would go, by campaign and kind.")
    private boolean dryRun;

    @Override
    public Integer call() {
        var server = config.read().server();
        var lines = Tool.with(server, pool -> {
            var campaigns = new Campaigns(pool);
            var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
            var purges = new Purges(pool, campaigns, clock, server.retention());
            return Future.all(campaigns.refresh(), clock.measure())
                    .compose(known -> dryRun ? purges.preview() : purges.run(Tool.operator()))
                    .map(purged -> lines(campaigns, purged))
                    .recover(PurgeCommand::refused);
        });
        lines.forEach(System.out::println);
        System.out.println(
                lines.isEmpty() ? "Nothing is due." : dryRun ? "Nothing was purged (--dry-run)." : "Purged.");
        return 0;
    }

    private static List<String> lines(Campaigns campaigns, List<Purged> purged) {
        var lines = new ArrayList<String>();
        for (var one : purged) {
            var campaign = one.campaign() == null
                    ? "no campaign"
                    : campaigns.find(one.campaign()).orElseThrow().slug();
            lines.add(
                    switch (one.kind()) {
                        case SIGNALS -> campaign + ": " + one.count() + " signals";
                        case IDENTITIES -> campaign + ": identities of " + one.count() + " voters";
                    });
        }
        return lines;
    }

    private static <T> Future<T> refused(Throwable cause) {
        return Future.failedFuture(cause instanceof PurgeUnderWay ? new ToolRefused(cause.getMessage()) : cause);
    }
}
