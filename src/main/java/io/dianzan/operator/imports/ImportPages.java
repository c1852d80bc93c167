package io.dianzan.operator.imports;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.LifeCycle;
import io.dianzan.catalogue.CatalogueFinal;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.ImportReport;
import io.dianzan.fault.Refused;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.imports.Imports.Preview;
import io.dianzan.operator.imports.Imports.Word;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.page.Numbers;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The page by which files of works come in: a file, what it would do, and the word to do it. */
public final class ImportPages {
    /** 10,000 works with long texts are some 20 MB. */
    public static final long MOST_BYTES = 32L << 20;

    private static final Pattern DONE = Pattern.compile("import:([^:]+):(\\d{1,9}):(\\d{1,9})");
    private static final String AREA = "import";
    private static final int LONGEST_REASON = 1_000;
    /** Of each kind; nobody reads more, and the numbers are of all. */
    private static final int SHOWN = 200;

    private final Console console;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Imports imports;
    private final UploadFolder folder;

    public ImportPages(
            Console console, Campaigns campaigns, CampaignClock clock, Imports imports, UploadFolder folder) {
        this.console = console;
        this.campaigns = campaigns;
        this.clock = clock;
        this.imports = imports;
        this.folder = folder;
    }

    /** Where the files of {@link #preview} are put. */
    public UploadFolder folder() {
        return folder;
    }

    /** {@code said} and {@code preview} may be null; {@code open}: whether a file may still come. */
    public record View(String path, String said, boolean bad, Preview preview, boolean open) {
        /** The first of many. */
        public <T> List<T> some(List<T> all) {
            return all.subList(0, Math.min(all.size(), SHOWN));
        }

        public String more(List<?> all) {
            return Numbers.grouped(all.size() - some(all).size());
        }

        public String count(int number) {
            return Numbers.grouped(number);
        }
    }

    /** {@code GET /operator/c/:slug/import}; after an import it says once what became of it. */
    public Future<Reply> form(RoutingContext ctx) {
        var left = console.take(ctx);
        var done = left == null ? null : DONE.matcher(left);
        var said = done != null && done.matches() && done.group(1).equals(ctx.pathParam("slug"))
                ? console.words(ctx)
                        .say("imports.done", Map.of("added", grouped(done.group(2)), "changed", grouped(done.group(3))))
                : null;
        return said == null && isFinal(campaigns.require(ctx.pathParam("slug")))
                ? showFinal(ctx)
                : show(ctx, said, false, null);
    }

    private static String grouped(String number) {
        return Numbers.grouped(Integer.parseInt(number));
    }

    /** {@code POST /operator/c/:slug/import}: the file. */
    public Future<Reply> preview(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        if (isFinal(campaign)) {
            return showFinal(ctx);
        }
        var upload = ctx.fileUploads().stream()
                .findFirst()
                .orElseThrow(() -> Refused.malformed("file", "a CSV file of works"));
        return ctx.vertx()
                .fileSystem()
                .readFile(upload.uploadedFileName())
                .compose(bytes -> imports.preview(
                        campaign.id(),
                        OperatorGuard.of(ctx).name(),
                        new ImportFile(upload.fileName(), bytes.getBytes())))
                .compose(preview -> show(ctx, null, false, preview));
    }

    /** {@code POST /operator/c/:slug/import/:draft}: hash, catalogue, reason. */
    public Future<Reply> apply(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var form = ctx.request().formAttributes();
        var reason = form.get("reason");
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw Refused.malformed("reason", "1 to " + LONGEST_REASON + " characters");
        }
        return imports.apply(campaign.id(), OperatorGuard.of(ctx).name(), reason.strip(), wordOf(ctx))
                .compose(applied -> applied.report() == null
                        ? show(ctx, console.words(ctx).say("imports.moved"), true, applied.again())
                        : done(ctx, applied.report()))
                .recover(cause -> cause instanceof DraftGone
                        ? show(ctx, console.words(ctx).say("imports.gone"), true, null)
                        : cause instanceof CatalogueFinal ? showFinal(ctx) : Future.failedFuture(cause));
    }

    private boolean isFinal(Campaign campaign) {
        return campaign.lifeCycleAt(clock.now()).state() == LifeCycle.State.FINAL;
    }

    private Future<Reply> showFinal(RoutingContext ctx) {
        return show(ctx, console.words(ctx).say("imports.final"), true, null);
    }

    /** An address that says it would say so to everybody who is sent it. */
    private Future<Reply> done(RoutingContext ctx, ImportReport report) {
        console.leave(ctx, "import:" + ctx.pathParam("slug") + ":" + report.added() + ":" + report.changed());
        return Future.succeededFuture(Reply.redirect(path(ctx)));
    }

    private static Word wordOf(RoutingContext ctx) {
        try {
            var form = ctx.request().formAttributes();
            return new Word(
                    UUID.fromString(ctx.pathParam("draft")), form.get("hash"), Integer.parseInt(form.get("catalogue")));
        } catch (IllegalArgumentException e) {
            throw Refused.malformed("draft", "a preview of this page");
        }
    }

    private Future<Reply> show(RoutingContext ctx, String said, boolean bad, Preview preview) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var title = Title.of(console.words(ctx).say("imports.title"), AREA, campaign.slug());
        return console.show(ctx, AREA, title, new View(path(ctx), said, bad, preview, !isFinal(campaign)));
    }

    private static String path(RoutingContext ctx) {
        return "/operator/c/" + ctx.pathParam("slug") + "/" + AREA;
    }
}
