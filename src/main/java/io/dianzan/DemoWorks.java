package io.dianzan;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.BadRow;
import io.dianzan.catalogue.CatalogueImport;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.ImportReport;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.config.ServerConfig.Mode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sample works of the demo: {@code conf/works/SLUG.csv} goes into the campaign SLUG while that has no works. */
final class DemoWorks {
    private static final Logger LOG = LoggerFactory.getLogger(DemoWorks.class);

    private static final int MOST_TOLD = 10;

    private DemoWorks() {}

    static Seed of(ConfigOption.Read read) {
        return read.server().mode() == Mode.DEMO ? pool -> sow(pool, worksFolder(read)) : Seed.NOTHING;
    }

    private static Path worksFolder(ConfigOption.Read read) {
        return read.server().campaigns().resolveSibling("works");
    }

    /** One line for the log, however bad the file is. */
    private static String first(ImportReport report) {
        return report.bad().stream().limit(MOST_TOLD).map(BadRow::toString).collect(Collectors.joining("; "));
    }

    private static Future<Void> sow(Pool pool, Path works) {
        var campaigns = new Campaigns(pool);
        return campaigns.refresh().compose(known -> {
            var sown = Future.<Void>succeededFuture();
            for (var campaign : campaigns.all()) {
                var file = works.resolve(campaign.slug() + ".csv");
                // a campaign's catalogue moves with its first works: no file is read twice
                if (campaign.catalogue() == 1 && Files.isReadable(file)) {
                    sown = sown.compose(before -> sow(pool, campaign, file));
                }
            }
            return sown;
        });
    }

    private static Future<Void> sow(Pool pool, Campaign campaign, Path file) {
        try {
            return new CatalogueImport(new WorkTable(pool))
                    .run(campaign.id(), "demo", ImportFile.of(file), (rows, ofAll) -> {})
                    .map(report -> {
                        if (!report.bad().isEmpty()) {
                            LOG.warn(
                                    "{}: {} rows were left out: {}",
                                    file,
                                    report.bad().size(),
                                    first(report));
                        }
                        return null;
                    });
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }
}
