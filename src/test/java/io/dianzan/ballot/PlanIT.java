package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With many rows, and with a partition that was never analysed, the call looks rows up by their key. */
class PlanIT {
    private final TestPostgres database = TestPostgres.fresh();
    private final SampleTaps taps = SampleTaps.in(database);

    @Test
    void threeHundredThousandRows() throws SQLException {
        assertIndexScans(300_000);
    }

    @Test
    @Tag("soak")
    void tenMillionRows() throws SQLException {
        assertIndexScans(10_000_000);
    }

    /** Quotas wider than a day, and share links: turns, works and links are looked up too. */
    @Test
    void turnsOfMany() throws SQLException {
        database.execute("INSERT INTO turn (campaign, voter, seq, day, work) SELECT 1, v, s, '" + taps.day()
                + "', v % 1100 FROM generate_series(1, 50000) v, generate_series(1, 4) s;"
                + " INSERT INTO work (campaign, number, title, author, category)"
                + " SELECT 1, i, 'w', 'a', i % 9 FROM generate_series(1, 1100) i");
        try (var connection = database.superuser()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.executeQuery("""
                        SELECT count(*) FROM cast_votes(1, '%s', NULL, 1, 1, 9, 1, interval '15 s',
                          ARRAY(SELECT 49900 + i FROM generate_series(1, 200) i)::bigint[],
                          ARRAY(SELECT 5 FROM generate_series(1, 200)), ARRAY(SELECT gen_random_uuid() FROM generate_series(1, 200)),
                          ARRAY(SELECT now() FROM generate_series(1, 200)), ARRAY(SELECT false FROM generate_series(1, 200)),
                          ARRAY(SELECT 0 FROM generate_series(1, 200)), ARRAY(SELECT gen_random_uuid() FROM generate_series(1, 200)),
                          ARRAY(SELECT 1 FROM generate_series(1, 200))::bigint[], ARRAY(SELECT 'zzzzzzzzzz' FROM generate_series(1, 200)),
                          2, 5, 9)""".formatted(taps.day()));
            }
            for (var table : new String[] {"turn", "work", "share"}) {
                assertThat(sum(connection, "seq_scan", table)).as(table).isZero();
            }
            assertThat(sum(connection, "idx_tup_fetch", "turn")).isLessThan(50_000 / 20);
            assertThat(sum(connection, "n_tup_ins", "signal%")).isEqualTo(200);
            connection.rollback();
        }
    }

    /** Opening day: the plan is made while the day is empty and never analysed, and 60 days lie beside it. */
    private void assertIndexScans(int rows) throws SQLException {
        for (int day = 1; day <= 60; day++) {
            database.execute("SELECT open_day('" + taps.day().minusDays(day) + "')");
        }
        try (var writer = database.superuser();
                var fresh = database.superuser()) {
            writer.setAutoCommit(false);
            for (int call = 0; call < 8; call++) {
                cast(writer, call % 2 == 1, 10);
            }
            writer.rollback();
            database.execute("INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)"
                    + " SELECT 1, '" + taps.day() + "', v, 1, v % 1100, gen_random_uuid(), now(), 1"
                    + " FROM generate_series(1, " + rows + ") v");
            assertFetchesItsOwn(writer, rows);
            assertFetchesItsOwn(fresh, rows);
        }
    }

    /** 400 taps, 200 of them of voters with a row: what this session has fetched is about that, and far from what the day holds. */
    private void assertFetchesItsOwn(Connection connection, int rows) throws SQLException {
        connection.setAutoCommit(false);
        cast(connection, true, rows);
        assertThat(sum(connection, "seq_scan")).isZero();
        assertThat(sum(connection, "idx_scan")).isPositive();
        assertThat(sum(connection, "idx_tup_fetch")).isLessThan(rows / 20);
        connection.rollback();
    }

    /** A batch as the writer sends it: some voters are new, some have voted. */
    private void cast(Connection connection, boolean dayless, int rows) throws SQLException {
        var sql =
                """
                SELECT count(*) FROM cast_votes(1, '%1$s', %2$s, 1, 1, 1, 1, interval '15 s',
                  ARRAY(SELECT %3$d - 200 + i FROM generate_series(1, 400) i)::bigint[],
                  ARRAY(SELECT 5 FROM generate_series(1, 400)), ARRAY(SELECT gen_random_uuid() FROM generate_series(1, 400)),
                  ARRAY(SELECT now() FROM generate_series(1, 400)), ARRAY(SELECT %4$b FROM generate_series(1, 400)),
                  ARRAY(SELECT 0 FROM generate_series(1, 400)))""".formatted(taps.day(), dayless ? "'" + taps.day().minusDays(1) + "'" : "NULL::date", rows, dayless);
        try (var statement = connection.createStatement()) {
            statement.executeQuery(sql);
        }
    }

    private static long sum(Connection connection, String kind) throws SQLException {
        return sum(connection, kind, "ballot%");
    }

    private static long sum(Connection connection, String kind, String tables) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT coalesce(sum(" + kind
                        + "), 0) FROM pg_stat_xact_user_tables WHERE relname LIKE '" + tables + "'")) {
            found.next();
            return found.getLong(1);
        }
    }
}
