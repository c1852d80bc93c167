package io.dianzan.operator.result;

import io.dianzan.operator.export.ResultsTable;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** SQL of a result: what the ledger has, not the tally. All of it is asked inside one transaction. */
final class ResultTable {
    private static final String FINAL = """
            SELECT e.id, e.operator, e.reason, e.effective_at FROM event e
            WHERE e.campaign = $1 AND e.kind = 'final' ORDER BY e.id LIMIT 1""";

    private static final String RULINGS = """
            SELECT s.state, s.reason, array_agg(DISTINCT s.operator ORDER BY s.operator) AS by, count(*) AS made,
              count(*) FILTER (WHERE s.seq = s.last) AS standing
            FROM (SELECT r.state, r.reason, r.operator, r.seq,
                    max(r.seq) OVER (PARTITION BY r.day, r.voter, r.slot) AS last
                  FROM ruling r WHERE r.campaign = $1) s
            GROUP BY s.state, s.reason ORDER BY s.state, s.reason COLLATE "C\"""";

    private static final String RULES = """
            SELECT version, effective_at, changed_by, reason, hash FROM rules
            WHERE campaign = $1 AND effective_at <= $2 ORDER BY version""";

    /** Days are made ahead: those that the campaign did not see are left out. */
    private static final String DAYS = """
            SELECT d.day, d.starts_at, d.ends_at, f.fenced_at, coalesce(b.ballots, 0) AS ballots,
              s.root, s.ballots AS sealed, s.made_at
            FROM campaign_day d LEFT JOIN fence f USING (campaign, day) LEFT JOIN seal s USING (campaign, day)
              LEFT JOIN (SELECT x.day, count(*) AS ballots FROM ballot x
                         WHERE x.campaign = $1 AND x.work IS NOT NULL GROUP BY x.day) b USING (day)
            WHERE d.campaign = $1 AND (d.starts_at < $2 OR b.ballots > 0) ORDER BY d.day""";

    private static final String ACTS = """
            SELECT e.kind, e.effective_at, e.operator, e.reason, w.number, e.closes FROM event e
            LEFT JOIN work w ON w.id = e.work WHERE e.campaign = $1 AND e.id <= $2 ORDER BY e.id""";

    private final SqlConnection snapshot;
    private final int campaign;
    private final ZoneId zone;

    ResultTable(SqlConnection snapshot, int campaign, ZoneId zone) {
        this.snapshot = snapshot;
        this.campaign = campaign;
        this.zone = zone;
    }

    /** Makes the transaction, which has done nothing yet, one snapshot; counting a whole ledger takes its time. */
    Future<Void> begin() {
        return snapshot.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                .compose(
                        set -> snapshot.query("SET LOCAL statement_timeout = 0").execute())
                .mapEmpty();
    }

    /** The act by which the result stands. */
    record FinalEvent(long id, Instant effective, Result.Final told) {}

    Future<FinalEvent> finalEvent() {
        return rows(
                        FINAL,
                        Tuple.of(campaign),
                        row -> new FinalEvent(
                                row.getLong("id"),
                                Rows.instant(row, "effective_at"),
                                new Result.Final(
                                        time(row, "effective_at"), row.getString("operator"), row.getString("reason"))))
                .map(found -> found.get(0));
    }

    Future<List<Result.Work>> works() {
        return rows(
                ResultsTable.STANDING,
                Tuple.of(campaign),
                row -> new Result.Work(
                        row.getLong("rank"),
                        row.getString("number"),
                        row.getString("title"),
                        row.getString("author"),
                        row.getString("category"),
                        row.getLong("raw"),
                        row.getLong("held"),
                        row.getLong("void"),
                        row.getLong("merged"),
                        row.getLong("valid"),
                        time(row, "withdrawn_at")));
    }

    Future<List<Result.Ruling>> rulings() {
        return rows(
                RULINGS,
                Tuple.of(campaign),
                row -> new Result.Ruling(
                        row.getString("state"),
                        row.getString("reason"),
                        List.of(row.getArrayOfStrings("by")),
                        row.getLong("made"),
                        row.getLong("standing")));
    }

    Future<List<Result.Rules>> rules(Instant until) {
        return rows(
                RULES,
                Tuple.of(campaign, Rows.time(until)),
                row -> new Result.Rules(
                        row.getInteger("version"),
                        time(row, "effective_at"),
                        row.getString("changed_by"),
                        row.getString("reason"),
                        hex(row.getBuffer("hash"))));
    }

    Future<List<Result.Day>> days(Instant closes) {
        return rows(
                DAYS,
                Tuple.of(campaign, Rows.time(closes)),
                row -> new Result.Day(
                        row.getLocalDate("day").toString(),
                        time(row, "starts_at"),
                        time(row, "ends_at"),
                        time(row, "fenced_at"),
                        row.getLong("ballots"),
                        row.getBuffer("root") == null
                                ? null
                                : new Result.Seal(
                                        hex(row.getBuffer("root")), row.getLong("sealed"), time(row, "made_at"))));
    }

    Future<List<Result.Act>> acts(long until) {
        return rows(
                ACTS,
                Tuple.of(campaign, until),
                row -> new Result.Act(
                        row.getString("kind"),
                        time(row, "effective_at"),
                        row.getString("operator"),
                        row.getString("reason"),
                        row.getString("number"),
                        time(row, "closes")));
    }

    private <T> Future<List<T>> rows(String sql, Tuple parameters, Function<Row, T> reading) {
        return snapshot.preparedQuery(sql).execute(parameters).map(rows -> Rows.map(rows, reading));
    }

    private String time(Row row, String column) {
        return timeOf(Rows.instant(row, column), zone);
    }

    static String timeOf(Instant instant, ZoneId zone) {
        return instant == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }

    private static String hex(Buffer bytes) {
        return HexFormat.of().formatHex(bytes.getBytes());
    }
}
