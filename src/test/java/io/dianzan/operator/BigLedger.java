package io.dianzan.operator;

import io.dianzan.kit.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A ledger of a size that no crowd of a test could cast: ballots of a campaign over its last days, today included, spread
 * over works, voters, addresses and share links so that some have many and most have few. The same numbers give the same
 * ledger. Tally and figures are made from it as the server's own means would.
 */
public final class BigLedger {
    private static final int DAYS = 5;
    private static final int PREFIXES = 20_000;
    private static final int SHARES = 3_000;

    private final Database database;
    private final String slug;

    private BigLedger(Database database, String slug) {
        this.database = database;
        this.slug = slug;
    }

    /** Of a campaign that stands in the database with its works. */
    public static BigLedger of(Database database, String slug) {
        return new BigLedger(database, slug);
    }

    /**
     * So many ballots, one a voter and day, in five days of which the last is today. Their voters have numbers from a billion
     * on, their share links from a million.
     */
    public BigLedger with(long ballots) {
        try (var connection = database.superuser()) {
            execute(connection, "SET synchronous_commit = off");
            execute(connection, "SET work_mem = '128MB'");
            for (int back = DAYS - 1; back >= 0; back--) {
                day(connection, back);
                ballots(connection, back, ballots / DAYS);
            }
            shares(connection);
            tally(connection);
            execute(connection, "ANALYZE ballot, signal, tally");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    public int campaign() {
        return (int) database.number("SELECT id FROM campaign WHERE slug = '" + slug + "'");
    }

    /** The work with most votes. */
    public int favourite() {
        return (int) database.number(
                "SELECT work FROM tally WHERE campaign = " + campaign() + " ORDER BY recorded DESC LIMIT 1");
    }

    private void day(Connection connection, int back) throws SQLException {
        execute(connection, "SELECT open_day(" + day(back) + ")");
        execute(
                connection,
                "INSERT INTO campaign_day SELECT " + campaign() + ", " + day(back) + ", " + starts(back) + ", "
                        + starts(back - 1) + " ON CONFLICT DO NOTHING");
    }

    /** More votes come around the middle of a day than at its ends; of every hundred works the first get most. */
    private void ballots(Connection connection, int back, long ballots) throws SQLException {
        var ends = "least(" + starts(back - 1) + ", campaign_time())";
        execute(connection, """
                WITH works AS MATERIALIZED (SELECT array_agg(id ORDER BY id) AS ids FROM work WHERE campaign = %1$d),
                border AS MATERIALIZED (SELECT %2$s AS starts, extract(epoch FROM %3$s - %2$s) AS seconds),
                drawn AS (
                  SELECT v, hashint8extended(v, %5$d) & 65535 AS a, hashint8extended(v, %5$d + 100) & 65535 AS b,
                    hashint8extended(v, %5$d + 200) & 65535 AS c FROM generate_series(1, %4$d) v),
                ballots AS (
                  INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules, share)
                  SELECT %1$d, %6$s, v + 1000000000, 1, ids[1 + (array_length(ids, 1) * (a / 65536.0::float8) ^ 2.5)::integer %% array_length(ids, 1)],
                    gen_random_uuid(), starts + make_interval(secs => seconds * ((b + c) / 131072.0::float8)), 1,
                    CASE WHEN a & 3 = 0 THEN 1000000 + (%8$d * (b / 65536.0::float8) ^ 3)::bigint END
                  FROM drawn, works, border)
                INSERT INTO signal (campaign, day, voter, slot, address_hash, prefix_hash)
                SELECT %1$d, %6$s, v + 1000000000, 1, uuid_send(md5(v::text)::uuid), int8send(hashint8extended((%7$d * (c / 65536.0::float8) ^ 2)::bigint, 7)) FROM drawn""".formatted(campaign(), starts(back), ends, ballots, back, day(back), PREFIXES, SHARES));
    }

    private void shares(Connection connection) throws SQLException {
        execute(
                connection,
                "INSERT INTO share (id, code, campaign, work, created_at) OVERRIDING SYSTEM VALUE"
                        + " SELECT 1000000 + i, substr(md5(i::text), 1, 10), " + campaign()
                        + ", (SELECT min(id) FROM work WHERE campaign = " + campaign() + "), campaign_time()"
                        + " FROM generate_series(0, " + SHARES + ") i ON CONFLICT DO NOTHING");
    }

    private void tally(Connection connection) throws SQLException {
        execute(
                connection,
                String.format(
                        Locale.ROOT,
                        "INSERT INTO tally AS t SELECT campaign, work, count(*), count(*) FROM ballot WHERE campaign = %d"
                                + " GROUP BY 1, 2 ON CONFLICT (campaign, work) DO UPDATE SET recorded = excluded.recorded,"
                                + " valid = excluded.valid",
                        campaign()));
    }

    /** Days of Asia/Shanghai, as campaigns of a test have them. */
    private static String day(int back) {
        return "((campaign_time() AT TIME ZONE 'Asia/Shanghai')::date - " + back + ")";
    }

    private static String starts(int back) {
        return "(" + day(back) + "::timestamp AT TIME ZONE 'Asia/Shanghai')";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
