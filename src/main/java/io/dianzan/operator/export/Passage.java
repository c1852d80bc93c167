package io.dianzan.operator.export;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One export on its way: a few rows are read, become a piece of the file on a worker thread, and the outlet has taken it
 * before the next are read. So memory holds one piece, and a slow reader slows the reading.
 */
final class Passage {
    private static final int ROWS_AT_ONCE = 2_000;
    /** Who takes nothing for so long is gone; his snapshot would keep PostgreSQL from tidying up. */
    private static final int PATIENCE_SECONDS = 60;

    private final Vertx vertx;
    private final Order order;
    private final Contents contents;
    private final Outlet outlet;
    private final Progress progress;
    private final Pieces pieces = new Pieces();
    private Sheet sheet;
    private long about;
    private volatile long rows;

    Passage(Vertx vertx, Order order, Contents contents, Outlet outlet, Progress progress) {
        this.vertx = vertx;
        this.order = order;
        this.contents = contents;
        this.outlet = outlet;
        this.progress = progress;
    }

    /** How many rows the outlet has taken so far. */
    long rows() {
        return rows;
    }

    /** Reads all of it in one snapshot, which {@code transaction}, that has done nothing yet, becomes. */
    Future<Void> through(SqlConnection transaction) {
        return ExportTable.snapshot(transaction, order.campaign().id())
                .compose(taken -> contents.about(transaction)
                        .onSuccess(some -> about = some)
                        .compose(known -> vertx.executeBlocking(() -> {
                            sheet = order.format().begin(pieces, heading(taken));
                            return pieces.take();
                        })))
                .compose(this::hand)
                .compose(begun -> contents.parts(transaction))
                .compose(parts -> all(transaction, parts))
                .compose(read -> vertx.executeBlocking(() -> {
                    sheet.end();
                    return pieces.take();
                }))
                .compose(this::hand);
    }

    private Heading heading(ExportTable.Taken taken) {
        return new Heading(
                order.campaign().slug(),
                order.what(),
                contents.columns(),
                Cells.time(taken.asOf(), order.zone()),
                taken.isFinal());
    }

    private Future<Void> all(SqlConnection transaction, List<Contents.Part> parts) {
        var read = Future.<Void>succeededFuture();
        for (var part : parts) {
            read = read.compose(before -> read(transaction, part));
        }
        return read;
    }

    private Future<Void> read(SqlConnection transaction, Contents.Part part) {
        return transaction.prepare(part.sql()).compose(statement -> {
            var cursor = statement.cursor(part.parameters());
            var done = Promise.<Void>promise();
            next(cursor, done);
            return done.future().eventually(cursor::close).eventually(statement::close);
        });
    }

    /** A loop and no chain of futures: those of ten million rows would be held until the last has come. */
    private void next(Cursor cursor, Promise<Void> done) {
        cursor.read(ROWS_AT_ONCE)
                .compose(this::pass)
                .onComplete(
                        passed -> {
                            if (cursor.hasMore()) {
                                next(cursor, done);
                            } else {
                                done.complete();
                            }
                        },
                        done::fail);
    }

    private Future<Void> pass(RowSet<Row> some) {
        if (some.size() == 0) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> {
                    for (var row : some) {
                        sheet.row(contents.cells(row));
                    }
                    return pieces.take();
                })
                .compose(this::hand)
                .onSuccess(taken -> {
                    rows += some.size();
                    progress.at(rows, Math.max(rows, about));
                });
    }

    private Future<Void> hand(Buffer piece) {
        return piece.length() == 0
                ? Future.succeededFuture()
                : outlet.write(piece).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
