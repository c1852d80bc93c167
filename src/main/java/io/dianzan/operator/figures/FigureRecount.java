package io.dianzan.operator.figures;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/**
 * Makes the figures of recorded votes anew from the ledger, after a restore or a crash: one pass over each day, within the
 * database. Votes that are recorded meanwhile may be missing from them, or be in them twice: a second's worth.
 */
public final class FigureRecount {
    private static final String DAYS = "SELECT day FROM campaign_day WHERE campaign = $1 ORDER BY day DESC";
    private static final String FORGET = """
            WITH minutes AS (DELETE FROM figure_minute WHERE campaign = $1 AND outcome = 'recorded'),
            works AS (DELETE FROM figure_work WHERE campaign = $1)
            DELETE FROM figure_origin WHERE campaign = $1""";
    /** Votes by minute and work, and by the places that brought most in an hour, at least three. */
    private static final String DAY = """
            WITH counted AS MATERIALIZED (
              SELECT b.work, date_bin('1 minute', b.accepted_at, 'epoch'::timestamptz) AS minute,
                ('x' || encode(s.prefix_hash, 'hex'))::bit(64)::bigint AS prefix, b.share, count(*) AS votes
              FROM ballot b LEFT JOIN signal s
                ON s.campaign = b.campaign AND s.day = b.day AND s.voter = b.voter AND s.slot = b.slot
              WHERE b.campaign = $1 AND b.day = $2 AND b.work IS NOT NULL
              GROUP BY 1, 2, 3, 4),
            minutes AS (
              INSERT INTO figure_minute AS f (campaign, minute, outcome, taps)
              SELECT $1, minute, 'recorded', sum(votes) FROM counted GROUP BY minute ORDER BY minute
              ON CONFLICT (campaign, minute, outcome) DO UPDATE SET taps = f.taps + excluded.taps),
            works AS (
              INSERT INTO figure_work AS f (campaign, slot, work, votes)
              SELECT $1, date_bin('10 minutes', minute, 'epoch'::timestamptz), work, sum(votes)
              FROM counted GROUP BY 2, 3 ORDER BY 2, 3
              ON CONFLICT (campaign, slot, work) DO UPDATE SET votes = f.votes + excluded.votes),
            places AS (
              INSERT INTO figure_origin AS f (campaign, work, kind, hour, origin, votes)
              SELECT $1, p.work, p.kind, p.hour, p.origin, p.votes FROM (
                SELECT h.*, row_number() OVER (PARTITION BY work, kind, hour ORDER BY votes DESC) AS place FROM (
                  SELECT c.work, o.kind, date_bin('1 hour', c.minute, 'epoch'::timestamptz) AS hour, o.origin,
                    sum(c.votes) AS votes
                  FROM counted c
                    CROSS JOIN LATERAL (VALUES (1::smallint, c.prefix), (2::smallint, c.share)) o(kind, origin)
                  WHERE o.origin IS NOT NULL
                  GROUP BY 1, 2, 3, 4 HAVING sum(c.votes) >= 3) h) p
              WHERE p.place <= 64 ORDER BY p.work, p.kind, p.hour, p.origin
              ON CONFLICT (campaign, work, kind, hour, origin) DO UPDATE SET votes = f.votes + excluded.votes)
            SELECT coalesce(sum(votes), 0)::bigint FROM counted""";

    private final Pool pool;

    public FigureRecount(Pool pool) {
        this.pool = pool;
    }

    /** Gives how many votes the figures are of now. */
    public Future<Long> of(int campaign) {
        return pool.withConnection(connection -> connection
                // a whole day of a large campaign takes its time
                .query("SET statement_timeout = 0")
                .execute()
                .compose(set -> connection.preparedQuery(FORGET).execute(Tuple.of(campaign)))
                .compose(forgotten -> connection.preparedQuery(DAYS).execute(Tuple.of(campaign)))
                .compose(days -> days(connection, campaign, Rows.map(days, day -> day.getLocalDate(0))))
                .eventually(() -> connection.query("RESET statement_timeout").execute()));
    }

    private static Future<Long> days(SqlConnection connection, int campaign, List<LocalDate> days) {
        var votes = Future.succeededFuture(0L);
        for (var day : days) {
            votes = votes.compose(before -> connection
                    .preparedQuery(DAY)
                    .execute(Tuple.of(campaign, day))
                    .map(counted -> before + counted.iterator().next().getLong(0)));
        }
        return votes;
    }
}
