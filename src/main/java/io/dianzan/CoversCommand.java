package io.dianzan;

import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.Proposals;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.catalogue.cover.CoverImport;
import io.dianzan.catalogue.cover.CoverReport;
import io.dianzan.catalogue.cover.CoverSource;
import io.dianzan.catalogue.cover.CoverTable;
import io.dianzan.catalogue.cover.Fetcher;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings pictures of works into a campaign, in the sizes that phones need. */
@Command(
        name = "covers",
        description = {
            "Import pictures of works; exit 1 where some are bad: each is listed, the others are imported.",
            "Works that have no picture here stay as they are, and what has not changed is not made again."
        },
        mixinStandardHelpOptions = true)
final class CoversCommand implements Callable<Integer> {
    private static final int SOME_BAD = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SOURCE",
            description = {
                "A folder of pictures named by the works' numbers (0017.jpg; jpg, png, webp, gif),",
                "or a CSV file with the columns number and url. Without it: the addresses in the catalogue."
            })
    private Path source;

    @Override
    public Integer call() throws Exception {
        if (source != null && !Files.exists(source)) {
            throw new NoSuchFileException(source.toString());
        }
        var read = config.read();
        var err = spec.commandLine().getErr();
        var report = Tool.with(
                read.server(),
                pool -> new Proposals(pool).propose(read.campaigns()).compose(proposed -> bringIn(pool, err)));
        report.bad().forEach(err::println);
        err.flush();
        System.out.println(report);
        return report.bad().isEmpty() ? 0 : SOME_BAD;
    }

    private Future<CoverReport> bringIn(Pool pool, PrintWriter err) {
        var campaigns = new Campaigns(pool);
        return campaigns.refresh().compose(known -> new CoverImport(new WorkTable(pool), new CoverTable(pool))
                .run(
                        campaigns.require(slug).id(),
                        System.getProperty("user.name"),
                        CoverSource.of(source, new Fetcher()),
                        (covers, ofAll) -> progress(err, covers, ofAll)));
    }

    /** On a terminal only: a log of an import wants its outcome, not its course. */
    private static void progress(PrintWriter err, int covers, int ofAll) {
        if (System.console() != null) {
            err.print("\r" + covers + " of " + ofAll + (covers == ofAll ? "\n" : ""));
            err.flush();
        }
    }
}
