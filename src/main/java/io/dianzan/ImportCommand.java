package io.dianzan;

import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.Proposals;
import io.dianzan.catalogue.CatalogueFinal;
import io.dianzan.catalogue.CatalogueImport;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.WorkTable;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a file of works into a campaign. */
@Command(
        name = "import",
        description = {
            "Import works from a CSV file, all of them or none.",
            "Columns by name: number, title, author, category; optional summary, link, cover, media. UTF-8.",
            "Works that the file does not name stay as they are."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final int REFUSED = 1;
    private static final int MOST_BAD_ROWS_SHOWN = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Parameters(index = "1", paramLabel = "FILE", description = "The CSV file.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        var read = config.read();
        var works = ImportFile.of(file);
        var err = spec.commandLine().getErr();
        var report = Tool.with(read.server(), pool -> {
            var campaigns = new Campaigns(pool);
            return new Proposals(pool)
                    .propose(read.campaigns())
                    .compose(proposed -> campaigns.refresh())
                    .compose(known -> new CatalogueImport(new WorkTable(pool))
                            .run(
                                    campaigns.require(slug).id(),
                                    System.getProperty("user.name"),
                                    works,
                                    (rows, ofAll) -> progress(err, rows, ofAll)))
                    .recover(cause -> Future.failedFuture(
                            cause instanceof CatalogueFinal ? new ToolRefused(cause.getMessage()) : cause));
        });
        if (!report.isRefused()) {
            System.out.println(report);
            return 0;
        }
        report.bad().stream().limit(MOST_BAD_ROWS_SHOWN).forEach(bad -> err.println(file + ": " + bad));
        err.println(
                report.bad().size() + (report.bad().size() == 1 ? " fault" : " faults") + "; nothing was imported.");
        err.flush();
        return REFUSED;
    }

    /** On a terminal only: a log of an import wants its outcome, not its course. */
    private static void progress(PrintWriter err, int rows, int ofAll) {
        if (System.console() != null) {
            err.print("\r" + rows + " of " + ofAll + (rows == ofAll ? "\n" : ""));
            err.flush();
        }
    }
}
