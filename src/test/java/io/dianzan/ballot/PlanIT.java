package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    private void assertIndexScans(int rows) throws SQLException {
        var yesterday = taps.day().minusDays(1);
        database.execute("SELECT open_day('" + yesterday + "')");
        for (var day : List.of(yesterday, taps.day())) {
            database.execute("INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)"
                    + " SELECT 1, '" + day + "', v, 1, v % 1100, gen_random_uuid(), now(), 1 FROM generate_series(1, "
                    + (day.equals(yesterday) ? rows / 10 : rows) + ") v");
        }
        // autovacuum has not been here: the partitions have no statistics
        try (var connection = database.superuser()) {
            connection.setAutoCommit(false);
            // more often than it takes for a generic plan
            for (int call = 0; call < 8; call++) {
                cast(connection, call % 2 == 1, rows);
            }
            assertThat(scans(connection, "seq_scan")).isEmpty();
            assertThat(scans(connection, "idx_scan")).isNotEmpty();
            connection.rollback();
        }
    }

    /** A batch as the writer sends it: some voters are new, some have voted. */
    private void cast(Connection connection, boolean dayless, int rows) throws SQLException {
        var sql =
                """
                SELECT count(*) FROM cast_votes(1, '%1$s', %2$s, 1, 1, 1, 1, interval '15 s',
                  ARRAY(SELECT %3$d - 200 + i FROM generate_series(1, 400) i)::bigint[],
                  ARRAY(SELECT 5 FROM generate_series(1, 400)), ARRAY(SELECT gen_random_uuid() FROM generate_series(1, 400)),
                  ARRAY(SELECT now() FROM generate_series(1, 400)), ARRAY(SELECT %4$b FROM generate_series(1, 400)))""".formatted(taps.day(), dayless ? "'" + taps.day().minusDays(1) + "'" : "NULL::date", rows, dayless);
        try (var statement = connection.createStatement()) {
            statement.executeQuery(sql);
        }
    }

    private static List<String> scans(Connection connection, String kind) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT relname, " + kind
                        + " FROM pg_stat_xact_user_tables WHERE relname LIKE 'ballot%' AND " + kind + " > 0")) {
            while (found.next()) {
                tables.add(found.getString(1) + ": " + found.getLong(2));
            }
        }
        return tables;
    }
}
