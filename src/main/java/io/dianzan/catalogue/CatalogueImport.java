package io.dianzan.catalogue;

import io.dianzan.catalogue.ImportSheet.SheetRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings a file of works into a campaign, all of it or nothing, in one transaction. Works that the file does not name
 * stay as they are: a work with ballots cannot go, it can be withdrawn. Once the result of the campaign stands, it fails
 * with {@link CatalogueFinal}.
 */
public final class CatalogueImport {
    /** Works per statement: few enough to show progress, many enough that the round trips do not matter. */
    private static final int BATCH = 1000;

    private final WorkTable table;

    public CatalogueImport(WorkTable table) {
        this.table = table;
    }

    /** Told after each batch how many of the rows are done; on the connection's thread. */
    @FunctionalInterface
    public interface Progress {
        void done(int rows, int ofAll);
    }

    /** Who imports, and why; {@code file} is the name of the file, {@code hash} that of its bytes, in hex. */
    public record By(String operator, String reason, String file, String hash) {}

    /** Imports a file in the name of an operator; parses it on the caller's thread. */
    public Future<ImportReport> run(int campaign, String operator, ImportFile file, Progress progress) {
        var sheet = CsvWorks.read(file.bytes());
        return table.alone(campaign, client -> imported(client, campaign, sheet, progress)
                .compose(report -> report.isRefused()
                        ? Future.succeededFuture(report)
                        : sign(client, campaign, operator, file.name(), report)));
    }

    /** What a file would do now; nothing is written. */
    public Future<ImportPlan> plan(int campaign, ImportSheet sheet) {
        return table.load(campaign).map(works -> ImportPlan.of(sheet, works));
    }

    /** Does what a plan says; fails with {@link CatalogueMoved} where the works are not those of the plan any more. */
    public Future<ImportReport> carryOut(int campaign, By by, ImportSheet sheet, int catalogue) {
        return table.alone(campaign, client -> imported(client, campaign, sheet, (rows, ofAll) -> {})
                .compose(report -> report.isRefused()
                        ? Future.failedFuture(new CatalogueMoved())
                        : table.moveFrom(client, campaign, catalogue, report.changedAnything())
                                .compose(moved -> moved
                                        ? table.audit(client, campaign, by, report, catalogue)
                                        : Future.failedFuture(new CatalogueMoved()))
                                .map(report)));
    }

    private Future<ImportReport> imported(SqlClient client, int campaign, ImportSheet sheet, Progress progress) {
        if (!sheet.bad().isEmpty()) {
            return Future.succeededFuture(ImportReport.refused(sheet.bad()));
        }
        return table.open(client, campaign)
                .compose(open -> table.numbers(client, campaign))
                .compose(present -> {
                    var clashes = clashesOf(sheet.rows(), present);
                    return clashes.isEmpty()
                            ? write(client, campaign, sheet, progress)
                                    .compose(report ->
                                            table.keptOpen(client, campaign).map(report))
                            : Future.succeededFuture(ImportReport.refused(clashes));
                });
    }

    static List<BadRow> clashesOf(List<SheetRow> rows, Set<String> present) {
        var numbers = new WorkNumbers();
        present.forEach(number -> numbers.take(number, "in the campaign"));
        var clashes = new ArrayList<BadRow>();
        for (var row : rows) {
            var number = row.work().number();
            var clash = present.contains(number) ? null : numbers.clashOf(number);
            if (clash != null) {
                clashes.add(new BadRow(row.line(), WorkColumn.NUMBER.title(), clash));
            }
        }
        return clashes;
    }

    private Future<ImportReport> write(SqlClient client, int campaign, ImportSheet sheet, Progress progress) {
        var rows = sheet.rows();
        var report = Future.succeededFuture(new ImportReport(0, 0, 0, List.of()));
        for (int from = 0; from < rows.size(); from += BATCH) {
            int to = Math.min(from + BATCH, rows.size());
            var batch = rows.subList(from, to).stream().map(SheetRow::work).toList();
            report = report.compose(before -> table.put(client, campaign, batch, sheet.columns())
                    .map(put -> {
                        progress.done(to, rows.size());
                        return before.plus(put, batch.size());
                    }));
        }
        return report;
    }

    private Future<ImportReport> sign(
            SqlClient client, int campaign, String operator, String file, ImportReport report) {
        var moved = report.changedAnything() ? table.move(client, campaign) : Future.<Void>succeededFuture();
        return moved.compose(done -> table.audit(client, campaign, operator, "import", file + ": " + report))
                .map(report);
    }
}
