package io.dianzan.operator.figures;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** SQL that reads the figures: each statement is bounded by its window, whatever the ledger holds. */
final class ReadingTable {
    static final String TAPS = """
            SELECT extract(epoch FROM minute)::bigint, outcome, taps FROM figure_minute
            WHERE campaign = $1 AND minute >= $2 ORDER BY minute, outcome LIMIT 50000""";
    static final String REFUSED = """
            SELECT outcome, sum(taps)::bigint FROM figure_minute
            WHERE campaign = $1 AND minute >= $2 AND outcome NOT IN ('recorded', 'repeat')
            GROUP BY outcome ORDER BY 2 DESC, 1""";
    static final String GAINS = """
            SELECT s.work, s.recorded, s.valid, coalesce(g.votes, 0) FROM standing s LEFT JOIN (
              SELECT work, sum(votes)::bigint AS votes FROM figure_work WHERE campaign = $1 AND slot >= $2
              GROUP BY work) g USING (work)
            WHERE s.campaign = $1""";
    static final String VOTES = """
            SELECT extract(epoch FROM slot)::bigint / $4 * $4, sum(votes)::bigint FROM figure_work
            WHERE campaign = $1 AND work = $2 AND slot >= $3 GROUP BY 1 ORDER BY 1""";
    static final String PLACES = """
            SELECT o.origin, o.votes, s.code FROM (
              SELECT origin, sum(votes)::bigint AS votes FROM figure_origin
              WHERE campaign = $1 AND work = $2 AND kind = $3 AND hour >= $4
              GROUP BY origin ORDER BY 2 DESC, 1 LIMIT 12) o
            LEFT JOIN share s ON $3 = 2 AND s.id = o.origin
            ORDER BY o.votes DESC, o.origin""";
    static final String LOGINS = """
            SELECT provider, outcome, sum(logins)::bigint FROM figure_login WHERE minute >= $1
            GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2""";
    /** A process that was not heard of for ten seconds is none; of commits the median, and what one in a hundred exceeds. */
    static final String PROCESSES = """
            WITH taken AS (SELECT millis, sum(commits) AS commits FROM figure_commit WHERE minute >= $1 GROUP BY millis),
            upto AS (SELECT millis, sum(commits) OVER (ORDER BY millis) AS commits, sum(commits) OVER () AS of FROM taken)
            SELECT p.processes, p.queue,
              coalesce((SELECT min(millis) FROM upto WHERE commits * 2 >= of), 0),
              coalesce((SELECT min(millis) FROM upto WHERE commits * 100 >= of * 99), 0)
            FROM (SELECT count(*)::integer AS processes, coalesce(sum(queue), 0)::integer AS queue
                  FROM figure_process WHERE seen_at > clock_timestamp() - interval '10 s') p""";

    private final Pool pool;

    ReadingTable(Pool pool) {
        this.pool = pool;
    }

    Future<List<Figures.Taps>> taps(int campaign, Instant since) {
        return list(
                TAPS,
                Tuple.of(campaign, Rows.time(since)),
                row -> new Figures.Taps(row.getLong(0), row.getString(1), row.getLong(2)));
    }

    Future<Map<String, Long>> refused(int campaign, Instant since) {
        return pool.preparedQuery(REFUSED)
                .execute(Tuple.of(campaign, Rows.time(since)))
                .map(rows -> {
                    var codeToTaps = new LinkedHashMap<String, Long>();
                    rows.forEach(row -> codeToTaps.put(row.getString(0), row.getLong(1)));
                    return codeToTaps;
                });
    }

    Future<List<Figures.Gain>> gains(int campaign, Instant since) {
        return list(
                GAINS,
                Tuple.of(campaign, Rows.time(since)),
                row -> new Figures.Gain(row.getInteger(0), row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    Future<List<Figures.Votes>> votes(int campaign, int work, Instant since, Duration step) {
        return list(
                VOTES,
                Tuple.of(campaign, work, Rows.time(since), step.toSeconds()),
                row -> new Figures.Votes(row.getLong(0), row.getLong(1)));
    }

    Future<List<Figures.Place>> places(int campaign, int work, short kind, Instant since) {
        return list(
                PLACES,
                Tuple.of(campaign, work, kind, Rows.time(since)),
                row -> new Figures.Place(row.getLong(0), row.getLong(1), row.getString(2)));
    }

    Future<List<Figures.Logins>> logins(Instant since) {
        return list(
                LOGINS,
                Tuple.of(Rows.time(since)),
                row -> new Figures.Logins(row.getString(0), row.getString(1), row.getLong(2)));
    }

    Future<Figures.Processes> processes(Instant since) {
        return list(
                        PROCESSES,
                        Tuple.of(Rows.time(since)),
                        row -> new Figures.Processes(
                                row.getInteger(0), row.getInteger(1), row.getInteger(2), row.getInteger(3)))
                .map(only -> only.get(0));
    }

    private <T> Future<List<T>> list(String sql, Tuple parameters, Function<Row, T> reading) {
        return pool.preparedQuery(sql).execute(parameters).map(rows -> Rows.map(rows, reading));
    }
}
