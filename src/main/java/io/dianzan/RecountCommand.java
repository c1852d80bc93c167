package io.dianzan;

import io.dianzan.campaign.Campaigns;
import io.dianzan.operator.figures.FigureRecount;
import io.dianzan.tally.Recount;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts the ledger and compares the tally with it. */
@Command(
        name = "recount",
        description = "Count the ledger of a campaign and compare the tally with it; exit 1 where they differ.",
        mixinStandardHelpOptions = true)
final class RecountCommand implements Callable<Integer> {
    private static final int DIFFERS = 1;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Option(names = "--repair", description = "Add what the tally lacks, with a line in the audit.")
    private boolean repair;

    @Option(names = "--figures", description = "Make the figures of votes that operators watch anew from the ledger.")
    private boolean figures;

    @Override
    public Integer call() {
        if (figures) {
            return figures();
        }
        var off = Tool.with(config.read().server(), pool -> {
            var campaigns = new Campaigns(pool);
            return campaigns.refresh().compose(known -> new Recount(pool)
                    .of(campaigns.require(slug).id(), repair, System.getProperty("user.name")));
        });
        off.forEach(work -> System.out.printf(
                "work %d: the ledger has %+d recorded, %+d valid%n", work.work(), work.recorded(), work.valid()));
        if (off.isEmpty()) {
            System.out.println("The tally equals the ledger.");
            return 0;
        }
        System.out.println(
                off.size() + (off.size() == 1 ? " work differs" : " works differ") + (repair ? "; repaired." : "."));
        return repair ? 0 : DIFFERS;
    }

    private int figures() {
        var votes = Tool.with(config.read().server(), pool -> {
            var campaigns = new Campaigns(pool);
            return campaigns.refresh().compose(known -> new FigureRecount(pool)
                    .of(campaigns.require(slug).id()));
        });
        System.out.println("The figures are of " + votes + (votes == 1 ? " vote." : " votes."));
        return 0;
    }
}
