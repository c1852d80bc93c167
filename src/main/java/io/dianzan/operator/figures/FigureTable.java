package io.dianzan.operator.figures;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Adding to the tables of figures: in one order everywhere, so that two processes cannot deadlock. */
final class FigureTable {
    private static final String SEEN = """
            INSERT INTO figure_process AS p (process, batch, seen_at, queue) VALUES ($1, $2, clock_timestamp(), $3)
            ON CONFLICT (process) DO UPDATE SET batch = excluded.batch, seen_at = excluded.seen_at, queue = excluded.queue
            WHERE p.batch < excluded.batch RETURNING batch""";
    private static final String TAPS = """
            INSERT INTO figure_minute AS f (campaign, minute, outcome, taps)
            SELECT * FROM unnest($1::integer[], $2::timestamptz[], $3::text[], $4::bigint[]) ORDER BY 1, 2, 3
            ON CONFLICT (campaign, minute, outcome) DO UPDATE SET taps = f.taps + excluded.taps""";
    private static final String VOTES = """
            INSERT INTO figure_work AS f (campaign, slot, work, votes)
            SELECT * FROM unnest($1::integer[], $2::timestamptz[], $3::integer[], $4::bigint[]) ORDER BY 1, 2, 3
            ON CONFLICT (campaign, slot, work) DO UPDATE SET votes = f.votes + excluded.votes""";
    private static final String PREFIXES = """
            INSERT INTO figure_origin AS f (campaign, work, kind, hour, origin, votes)
            SELECT campaign, work, 1, hour, origin, votes
            FROM unnest($1::integer[], $2::integer[], $3::timestamptz[], $4::bigint[], $5::bigint[])
              u(campaign, work, hour, origin, votes)
            ORDER BY campaign, work, hour, origin
            ON CONFLICT (campaign, work, kind, hour, origin) DO UPDATE SET votes = f.votes + excluded.votes""";
    /** Codes that nobody made, or of another campaign, are left out, as the ledger leaves them out. */
    private static final String SHARES = """
            INSERT INTO figure_origin AS f (campaign, work, kind, hour, origin, votes)
            SELECT u.campaign, u.work, 2, u.hour, s.id, u.votes
            FROM unnest($1::integer[], $2::integer[], $3::timestamptz[], $4::text[], $5::bigint[])
              u(campaign, work, hour, code, votes)
            JOIN share s ON s.code = u.code AND s.campaign = u.campaign
            ORDER BY u.campaign, u.work, u.hour, s.id
            ON CONFLICT (campaign, work, kind, hour, origin) DO UPDATE SET votes = f.votes + excluded.votes""";

    private static final String LOGINS = """
            INSERT INTO figure_login AS f (minute, provider, outcome, logins)
            SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::bigint[]) ORDER BY 1, 2, 3
            ON CONFLICT (minute, provider, outcome) DO UPDATE SET logins = f.logins + excluded.logins""";
    private static final String COMMITS = """
            INSERT INTO figure_commit AS f (minute, millis, commits)
            SELECT * FROM unnest($1::timestamptz[], $2::integer[], $3::bigint[]) ORDER BY 1, 2
            ON CONFLICT (minute, millis) DO UPDATE SET commits = f.commits + excluded.commits""";
    /** With those that ended without a word. */
    private static final String LEAVE = """
            DELETE FROM figure_process WHERE process = $1 OR seen_at < clock_timestamp() - interval '1 hour'""";

    private final Pool pool;

    FigureTable(Pool pool) {
        this.pool = pool;
    }

    /** Adds a batch, once, however often it is sent. */
    Future<Void> add(UUID process, Batch batch) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(SEEN)
                .execute(Tuple.of(process, batch.number(), batch.queue()))
                .compose(seen -> seen.size() == 0 ? Future.succeededFuture() : add(connection, batch)));
    }

    Future<Void> leave(UUID process) {
        return pool.preparedQuery(LEAVE).execute(Tuple.of(process)).mapEmpty();
    }

    private static Future<Void> add(SqlConnection connection, Batch batch) {
        return all(connection, TAPS, batch.taps(), FigureTable::taps)
                .compose(next -> all(connection, VOTES, batch.votes(), FigureTable::votes))
                .compose(next -> all(connection, PREFIXES, batch.prefixes(), FigureTable::prefixes))
                .compose(next -> all(connection, SHARES, batch.shares(), FigureTable::shares))
                .compose(next -> all(connection, LOGINS, batch.logins(), FigureTable::logins))
                .compose(next -> all(connection, COMMITS, batch.commits(), FigureTable::commits));
    }

    private static <T> Future<Void> all(
            SqlConnection connection, String sql, List<T> lines, Function<List<T>, Tuple> columns) {
        return lines.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(sql).execute(columns.apply(lines)).mapEmpty();
    }

    private static Tuple taps(List<Batch.Taps> lines) {
        return Tuple.of(
                lines.stream().map(Batch.Taps::campaign).toArray(Integer[]::new),
                times(lines, Batch.Taps::minute),
                lines.stream().map(Batch.Taps::outcome).toArray(String[]::new),
                lines.stream().map(Batch.Taps::taps).toArray(Long[]::new));
    }

    private static Tuple votes(List<Batch.Votes> lines) {
        return Tuple.of(
                lines.stream().map(Batch.Votes::campaign).toArray(Integer[]::new),
                times(lines, Batch.Votes::slot),
                lines.stream().map(Batch.Votes::work).toArray(Integer[]::new),
                lines.stream().map(Batch.Votes::votes).toArray(Long[]::new));
    }

    private static Tuple prefixes(List<Batch.FromPrefix> lines) {
        return Tuple.of(
                lines.stream().map(Batch.FromPrefix::campaign).toArray(Integer[]::new),
                lines.stream().map(Batch.FromPrefix::work).toArray(Integer[]::new),
                times(lines, Batch.FromPrefix::hour),
                lines.stream().map(Batch.FromPrefix::prefix).toArray(Long[]::new),
                lines.stream().map(Batch.FromPrefix::votes).toArray(Long[]::new));
    }

    private static Tuple shares(List<Batch.ByShare> lines) {
        return Tuple.of(
                lines.stream().map(Batch.ByShare::campaign).toArray(Integer[]::new),
                lines.stream().map(Batch.ByShare::work).toArray(Integer[]::new),
                times(lines, Batch.ByShare::hour),
                lines.stream().map(Batch.ByShare::code).toArray(String[]::new),
                lines.stream().map(Batch.ByShare::votes).toArray(Long[]::new));
    }

    private static Tuple logins(List<Batch.Logins> lines) {
        return Tuple.of(
                times(lines, Batch.Logins::minute),
                lines.stream().map(Batch.Logins::provider).toArray(String[]::new),
                lines.stream().map(Batch.Logins::outcome).toArray(String[]::new),
                lines.stream().map(Batch.Logins::logins).toArray(Long[]::new));
    }

    private static Tuple commits(List<Batch.Commits> lines) {
        return Tuple.of(
                times(lines, Batch.Commits::minute),
                lines.stream().map(Batch.Commits::millis).toArray(Integer[]::new),
                lines.stream().map(Batch.Commits::commits).toArray(Long[]::new));
    }

    private static <T> OffsetDateTime[] times(List<T> lines, Function<T, Instant> time) {
        return lines.stream().map(time).map(Rows::time).toArray(OffsetDateTime[]::new);
    }
}
