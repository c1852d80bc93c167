package io.dianzan.catalogue.cover;

import io.dianzan.catalogue.WorkTable;
import io.dianzan.catalogue.Works;
import io.dianzan.catalogue.cover.Workshop.Made;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Brings covers into a campaign. What is bad is left out and told; the rest is there in portions, each with its line of
 * the audit, so that an import that breaks off goes on where it was.
 */
public final class CoverImport {
    /** Covers that are held in memory until they are written: some 16 MB. */
    private static final int PORTION = 100;

    private final WorkTable works;
    private final CoverTable covers;

    public CoverImport(WorkTable works, CoverTable covers) {
        this.works = works;
        this.covers = covers;
    }

    /** Told after each portion. */
    @FunctionalInterface
    public interface Progress {
        void done(int covers, int ofAll);
    }

    private record Job(int campaign, String operator, CoverSource source, Map<Integer, Buffer> workToSource) {}

    public Future<CoverReport> run(int campaign, String operator, CoverSource source, Progress progress) {
        var workshop = new Workshop();
        return covers.sources(campaign)
                .compose(before -> works.load(campaign).compose(loaded -> {
                    var orders = ordersOf(source, loaded);
                    var job = new Job(campaign, operator, source, before);
                    return all(job, workshop, orders, progress);
                }))
                .onComplete(done -> workshop.close());
    }

    private static Orders ordersOf(CoverSource source, Works works) {
        try {
            return source.orders(works);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Future<CoverReport> all(Job job, Workshop workshop, Orders orders, Progress progress) {
        var all = orders.all();
        var report = Future.succeededFuture(new CoverReport(0, 0, orders.bad()));
        for (int from = 0; from < all.size(); from += PORTION) {
            var to = Math.min(from + PORTION, all.size());
            var portion = all.subList(from, to);
            report = report.compose(before -> workshop.make(portion, job.workToSource())
                    .compose(made -> write(job, made))
                    .map(made -> {
                        progress.done(to, all.size());
                        return sum(before, made);
                    }));
        }
        return report;
    }

    private static CoverReport sum(CoverReport before, List<Made> made) {
        var bad = made.stream().map(Made::bad).filter(Objects::nonNull).toList();
        var imported = (int) made.stream().filter(one -> one.cover() != null).count();
        return before.plus(imported, made.size() - imported - bad.size(), bad);
    }

    private Future<List<Made>> write(Job job, List<Made> made) {
        var fresh = made.stream().filter(one -> one.cover() != null).toList();
        return fresh.isEmpty()
                ? Future.succeededFuture(made)
                : works.alone(job.campaign(), client -> write(client, job, fresh))
                        .map(made);
    }

    private Future<Void> write(SqlClient client, Job job, List<Made> fresh) {
        var written = Future.<Void>succeededFuture();
        for (var one : fresh) {
            written = written.compose(before ->
                    covers.put(client, job.campaign(), one.order().work().id(), one.source(), one.cover()));
        }
        var numbers = fresh.get(0).order().work().number() + " to "
                + fresh.get(fresh.size() - 1).order().work().number();
        return written.compose(all -> works.move(client, job.campaign()))
                .compose(moved -> works.audit(
                        client,
                        job.campaign(),
                        job.operator(),
                        "covers",
                        job.source().name() + ": " + fresh.size() + " imported, " + numbers));
    }
}
