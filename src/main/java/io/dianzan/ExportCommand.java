package io.dianzan;

import io.dianzan.campaign.Campaigns;
import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.operator.export.Exports;
import io.dianzan.operator.export.Format;
import io.dianzan.operator.export.Order;
import io.dianzan.operator.export.OutFile;
import io.dianzan.operator.export.Pseudonyms;
import io.dianzan.operator.export.What;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes results, ballots or the audit of a campaign out into a file. */
@Command(
        name = "export",
        description = {
            "Export what a campaign has, from one snapshot of the database, into a file of any size.",
            "The file gets its name when it is whole. Each export stands in the audit."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    /** The words for what is exported. */
    enum Content {
        results,
        ballots,
        audit
    }

    /** The words for kinds of files. */
    enum Kind {
        csv,
        xlsx,
        json
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private Content what;

    @Parameters(index = "1", paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; by default what the file's name ends with.")
    private Kind format;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to; - is standard output.")
    private String out;

    @Override
    public Integer call() throws IOException {
        var kind = Format.valueOf(kind().name().toUpperCase(Locale.ROOT));
        var server = config.read().server();
        var err = spec.commandLine().getErr();
        try (var file = out.equals(STANDARD_OUTPUT) ? OutFile.standardOutput() : OutFile.begin(Path.of(out))) {
            var rows = run(server, kind, file, err);
            file.keep();
            err.println(rows + (rows == 1 ? " row." : " rows."));
            err.flush();
        }
        return 0;
    }

    private long run(ServerConfig server, Format kind, OutFile file, PrintWriter err) throws IOException {
        var pseudonyms = new Pseudonyms(KeyRing.readOrMake(server.export().keysFile()));
        return Tool.with(server, (vertx, pool) -> {
            var campaigns = new Campaigns(pool);
            return campaigns.refresh().compose(known -> new Exports(vertx, pool, pseudonyms)
                    .run(
                            new Order(
                                    campaigns.require(slug),
                                    What.valueOf(what.name().toUpperCase(Locale.ROOT)),
                                    kind,
                                    Tool.operator()),
                            file.outlet(vertx),
                            (rows, about) -> progress(err, rows, about)));
        });
    }

    private Kind kind() {
        if (format != null) {
            return format;
        }
        for (var kind : Kind.values()) {
            if (out.toLowerCase(Locale.ROOT).endsWith("." + kind)) {
                return kind;
            }
        }
        throw new ToolRefused("say --format csv, xlsx or json, or a file that is called so");
    }

    /** On a terminal only: a log wants the outcome, not the course. */
    private static void progress(PrintWriter err, long rows, long about) {
        if (System.console() != null) {
            err.print("\r" + rows + " of about " + about + (rows == about ? "\n" : ""));
            err.flush();
        }
    }
}
