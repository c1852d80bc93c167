package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.operator.export.OutFile;
import io.dianzan.operator.result.NoResult;
import io.dianzan.operator.result.ResultDocument;
import io.dianzan.operator.result.ResultDocument.Form;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the closing document of a campaign. */
@Command(
        name = "result",
        description = {
            "Write the closing document of a final campaign: totals, ranks, rulings, rules, days and seals.",
            "The same campaign gives the same bytes."
        },
        mixinStandardHelpOptions = true)
final class ResultCommand implements Callable<Integer> {
    /** The words for its forms. */
    enum Kind {
        md,
        html,
        json
    }

    @Mixin
    private ConfigOption config;

    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Option(
            names = "--format",
            defaultValue = "md",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Kind format;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; standard output without it.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        var document = Tool.with(config.read().server(), pool -> {
            var campaigns = new Campaigns(pool);
            var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
            return Future.all(campaigns.refresh(), clock.measure())
                    .compose(known -> new ResultDocument(pool).of(campaigns.require(slug), clock.now(), form()))
                    .recover(cause -> Future.failedFuture(
                            cause instanceof NoResult ? new ToolRefused(cause.getMessage()) : cause));
        });
        try (var file = out == null ? OutFile.standardOutput() : OutFile.begin(out)) {
            file.write(Buffer.buffer(document.getBytes(StandardCharsets.UTF_8)));
            file.keep();
        }
        return 0;
    }

    private Form form() {
        return switch (format) {
            case md -> Form.MARKDOWN;
            case html -> Form.HTML;
            case json -> Form.JSON;
        };
    }
}
