package io.dianzan.operator.imports;

import io.dianzan.catalogue.CatalogueImport;
import io.dianzan.catalogue.CatalogueMoved;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.ImportPlan;
import io.dianzan.catalogue.ImportReport;
import io.dianzan.catalogue.ImportSheet;
import io.dianzan.catalogue.WorkTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Files of works that come by the console: first an operator is shown what one would do, then exactly that is done, or he
 * is shown anew what it would do by now. Files are read off the event loops.
 */
public final class Imports {
    /** Longer names are cut: they are for the audit alone. */
    private static final int LONGEST_NAME = 200;

    private final Vertx vertx;
    private final DraftTable drafts;
    private final CatalogueImport importing;

    public Imports(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.drafts = new DraftTable(pool);
        this.importing = new CatalogueImport(new WorkTable(pool));
    }

    /** What an operator is shown; {@code draft} is null where there is nothing to apply. {@code hash} in hex. */
    public record Preview(UUID draft, String name, String hash, ImportPlan plan) {}

    /** His word for a preview: that draft, of that hash, against that version of the works. */
    public record Word(UUID draft, String hash, int catalogue) {}

    /** What became of his word: {@code report}, or, where the works or the file have changed, a new preview. */
    public record Applied(ImportReport report, Preview again) {}

    /** Holds a file against the works of a campaign and keeps it for the operator's word. */
    public Future<Preview> preview(int campaign, String operator, ImportFile file) {
        return vertx.executeBlocking(() -> new Read(ImportSheet.of(file.bytes()), hashOf(file.bytes())), false)
                .compose(read -> preview(campaign, operator, file, read));
    }

    private record Read(ImportSheet sheet, String hash) {}

    private Future<Preview> preview(int campaign, String operator, ImportFile file, Read read) {
        var name = file.name().length() > LONGEST_NAME ? file.name().substring(0, LONGEST_NAME) : file.name();
        return importing.plan(campaign, read.sheet()).compose(plan -> {
            if (plan.isRefused() || plan.changesNothing()) {
                return Future.succeededFuture(new Preview(null, name, read.hash(), plan));
            }
            var draft = new Draft(
                    UUID.randomUUID(), operator, name, read.hash(), Buffer.buffer(file.bytes()), plan.catalogue());
            return drafts.keep(campaign, draft).map(new Preview(draft.id(), name, read.hash(), plan));
        });
    }

    /**
     * Does exactly what a preview has shown, with its line of the audit. Fails with {@link DraftGone} where the file was
     * applied already, is another operator's, or was left for an hour.
     */
    public Future<Applied> apply(int campaign, String operator, String reason, Word word) {
        return drafts.find(campaign, word.draft()).compose(found -> {
            var draft = found.filter(one -> one.operator().equals(operator)
                            && one.hash().equals(word.hash())
                            && one.catalogue() == word.catalogue())
                    .orElseThrow(DraftGone::new);
            return vertx.executeBlocking(() -> ImportSheet.of(draft.bytes().getBytes()), false)
                    .compose(sheet -> importing.carryOut(
                            campaign,
                            new CatalogueImport.By(operator, reason, draft.name(), draft.hash()),
                            sheet,
                            draft.catalogue()))
                    .compose(report -> drafts.drop(draft.id()).map(new Applied(report, null)))
                    .recover(cause -> cause instanceof CatalogueMoved
                            ? preview(
                                            campaign,
                                            operator,
                                            new ImportFile(
                                                    draft.name(), draft.bytes().getBytes()))
                                    .map(again -> new Applied(null, again))
                            : Future.failedFuture(cause));
        });
    }

    /** Lets go of the files that were left for an hour. */
    public Future<Void> forget() {
        return drafts.forget();
    }

    private static String hashOf(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
