package io.dianzan;

import io.dianzan.campaign.Campaigns;
import io.dianzan.integrity.Rulings;
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
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Override
    public Integer call() {
        var waiting = Tool.with(config.read().server(), pool -> {
            var campaigns = new Campaigns(pool);
            return campaigns.refresh().compose(known -> new Rulings(pool)
                    .waiting(campaigns.require(slug).id()));
        });
        var out = spec.commandLine().getOut();
        waiting.forEach(proposed -> out.printf(
                "%d: %s %d ballots, by %s, until %s: %s%n",
                proposed.id(),
                proposed.ruling().word(),
                proposed.ballots(),
                proposed.operator(),
                proposed.expires(),
                proposed.reason()));
        if (waiting.isEmpty()) {
            out.println("Nothing waits.");
        }
        out.flush();
        return 0;
    }
}
