package io.dianzan.integrity;

import io.dianzan.fault.Refusal;
import io.dianzan.integrity.Ruled.Verdict;
import io.dianzan.integrity.Rulings.By;
import io.dianzan.integrity.Rulings.Proposing;
import io.dianzan.integrity.Rulings.Shown;
import io.dianzan.integrity.Rulings.Totals;
import io.dianzan.store.PostgresFault;
import io.dianzan.store.Rows;
import io.dianzan.store.ToldTransaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** SQL of rulings and of those that wait for a second operator; functions of the schema are all that writes them. */
final class RulingTable {
    /** A million ballots take their time, and a ruling before this one too. */
    private static final String PATIENCE = "SET LOCAL statement_timeout = '5min'; SET LOCAL lock_timeout = '1min'";

    /** Of the pool that logins need too. */
    private static final int MOST_AT_ONCE = 2;

    private final Pool pool;
    private final AtomicInteger atWork = new AtomicInteger();

    RulingTable(Pool pool) {
        this.pool = pool;
    }

    Future<Weighed> weigh(int campaign, Selection selection, Ruling ruling) {
        return look(
                        "SELECT ballots, voters, digest, met, works, moves FROM weigh_ruling($1, $2, $3)",
                        Tuple.of(campaign, selection.json(), ruling.word()))
                .map(row -> new Weighed(
                        row.getLong("ballots"),
                        row.getLong("voters"),
                        row.getString("digest"),
                        met(row),
                        moves(row.getArrayOfIntegers("works"), row.getArrayOfIntegers("moves"))));
    }

    Future<Ruled> rule(int campaign, Selection selection, Ruling ruling, Shown shown, By by) {
        return act(
                        "SELECT verdict, ballots, met, digest"
                                + " FROM rule_ballots($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL)",
                        Tuple.tuple()
                                .addInteger(campaign)
                                .addValue(selection.json())
                                .addString(ruling.word())
                                .addString(by.operator())
                                .addString(by.reason())
                                .addLong(shown.most())
                                .addString(shown.digest()))
                .map(RulingTable::ruledOf);
    }

    Future<Proposing> propose(int campaign, Selection selection, Ruling ruling, String digest, By by) {
        return act(
                        "SELECT verdict, proposal FROM propose_ruling($1, $2, $3, $4, $5, $6, $7)",
                        Tuple.tuple()
                                .addInteger(campaign)
                                .addValue(selection.json())
                                .addString(ruling.word())
                                .addString(by.operator())
                                .addString(by.reason())
                                .addString(digest)
                                .addValue(Interval.of(Rulings.PATIENCE)))
                .map(row -> new Proposing(verdictOf(row), row.getLong("proposal")));
    }

    Future<Ruled> confirm(int campaign, long proposal, String digest, By by) {
        return act(
                        "SELECT verdict, ballots, met, digest FROM confirm_ruling($1, $2, $3, $4, $5)",
                        Tuple.of(campaign, proposal, by.operator(), by.reason(), digest))
                .map(RulingTable::ruledOf);
    }

    Future<Boolean> takeBack(int campaign, long proposal, By by) {
        return ToldTransaction.run(pool, "a proposal", connection -> connection
                        .preparedQuery("SELECT end_proposals($1, $2, false, 'taken-back', $3, $4)")
                        .execute(Tuple.of(campaign, proposal, by.operator(), by.reason())))
                .map(rows -> rows.iterator().next().getLong(0) > 0);
    }

    Future<Void> expire(int campaign) {
        return pool.preparedQuery(
                        "SELECT end_proposals($1, NULL, true, 'expired', 'dianzan', 'nobody confirmed it in time')")
                .execute(Tuple.of(campaign))
                .recover(RulingTable::told)
                .mapEmpty();
    }

    Future<List<Proposed>> waiting(int campaign) {
        return pool.preparedQuery("""
                        SELECT id, act, selection, operator, reason, ballots, digest, proposed_at, expires_at FROM ruling_proposal
                        WHERE campaign = $1 AND outcome IS NULL ORDER BY id""")
                .execute(Tuple.of(campaign))
                .recover(RulingTable::told)
                .map(rows -> Rows.map(rows, RulingTable::proposedOf));
    }

    Future<Totals> totals(int campaign, Integer work) {
        return pool.preparedQuery("""
                        SELECT coalesce(sum(recorded), 0)::bigint, coalesce(sum(valid), 0)::bigint FROM standing
                        WHERE campaign = $1 AND ($2::integer IS NULL OR work = $2)""")
                .execute(Tuple.of(campaign, work))
                .recover(RulingTable::told)
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Totals(row.getLong(0), row.getLong(1));
                });
    }

    /** Changes nothing, so whether its transaction ended does not matter. */
    private Future<Row> look(String sql, Tuple parameters) {
        return patiently(() -> pool.withTransaction(connection -> one(connection, sql, parameters))
                .recover(RulingTable::told));
    }

    private Future<Row> act(String sql, Tuple parameters) {
        return patiently(() -> ToldTransaction.run(pool, "a ruling", connection -> one(connection, sql, parameters)));
    }

    /** What takes longer than a page would wait; {@code busy} while others do. */
    private Future<Row> patiently(Supplier<Future<Row>> work) {
        if (atWork.incrementAndGet() > MOST_AT_ONCE) {
            atWork.decrementAndGet();
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        return work.get().onComplete(done -> atWork.decrementAndGet());
    }

    private static Future<Row> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .query(PATIENCE)
                .execute()
                .compose(set -> connection.preparedQuery(sql).execute(parameters))
                .map(rows -> rows.iterator().next());
    }

    private static <T> Future<T> told(Throwable failure) {
        return Future.failedFuture(PostgresFault.toldOf("rulings", failure));
    }

    private static Ruled ruledOf(Row row) {
        return new Ruled(verdictOf(row), row.getLong("ballots"), met(row), row.getString("digest"));
    }

    private static Verdict verdictOf(Row row) {
        return Verdict.valueOf(row.getString("verdict").toUpperCase(Locale.ROOT));
    }

    private static Proposed proposedOf(Row row) {
        return new Proposed(
                row.getLong("id"),
                Ruling.of(row.getString("act")),
                Selection.of(row.getJsonObject("selection")),
                row.getString("operator"),
                row.getString("reason"),
                row.getLong("ballots"),
                row.getString("digest"),
                Rows.instant(row, "proposed_at"),
                Rows.instant(row, "expires_at"));
    }

    private static Map<String, Long> met(Row row) {
        var stateToBallots = new TreeMap<String, Long>();
        JsonObject met = row.getJsonObject("met");
        if (met != null) {
            met.forEach(entry -> stateToBallots.put(entry.getKey(), ((Number) entry.getValue()).longValue()));
        }
        return stateToBallots;
    }

    private static Map<Integer, Integer> moves(Integer[] works, Integer[] moves) {
        var workToMove = new LinkedHashMap<Integer, Integer>();
        for (int i = 0; i < works.length; i++) {
            workToMove.put(works[i], moves[i]);
        }
        return workToMove;
    }
}
