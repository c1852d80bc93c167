package io.dianzan;

import io.dianzan.campaign.Campaigns;
import io.dianzan.integrity.Proposed;
import io.dianzan.integrity.Rulings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the rulings that wait for a second operator. */
@Command(
        name = "waiting",
        description = "List the rulings of a campaign that wait for a second operator; act confirm does them.",
        mixinStandardHelpOptions = true)
final class WaitingCommand implements Callable<Integer> {
    /** As acts write times. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    private record Waiting(List<Proposed> rulings, ZoneId zone) {}

    @Override
    public Integer call() {
        var found = Tool.with(config.read().server(), pool -> {
            var campaigns = new Campaigns(pool);
            return campaigns.refresh().compose(known -> {
                var campaign = campaigns.require(slug);
                var zone = campaign.rulesAt(Instant.now()).rules().zone();
                return new Rulings(pool).waiting(campaign.id()).map(waiting -> new Waiting(waiting, zone));
            });
        });
        var out = spec.commandLine().getOut();
        found.rulings()
                .forEach(proposed -> out.printf(
                        "%d: %s, ballots: %d, by %s, until %s: %s%n",
                        proposed.id(),
                        proposed.ruling().word(),
                        proposed.ballots(),
                        proposed.operator(),
                        TIME.format(proposed.expires().atZone(found.zone())) + " " + found.zone(),
                        proposed.reason()));
        if (found.rulings().isEmpty()) {
            out.println("Nothing waits.");
        }
        out.flush();
        return 0;
    }
}
