package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What is asked of one person's past reads his rows by their keys, however many others have, and whenever the plan was made. */
class PersonPlanIT {
    private static final int ROWS = 300_000;
    /** Far above what one person has, and far below what a day holds. */
    private static final int FEW = 2_000;

    private final TestPostgres database = TestPostgres.fresh();

    @Test
    void a_merge_and_a_tombstone_fetch_a_persons_rows_and_no_others() throws SQLException {
        database.execute("INSERT INTO campaign (slug, created_at) VALUES ('sample', now())");
        for (int day = 0; day < 3; day++) {
            database.execute("SELECT open_day(current_date + " + day + ")");
            database.execute("INSERT INTO campaign_day VALUES (1, current_date + " + day
                    + ", now() - interval '1 hour'," + " now() + interval '1 day')");
        }
        database.execute("INSERT INTO voter SELECT FROM generate_series(1, 20)");
        try (var old = database.superuser();
                var fresh = database.superuser()) {
            // plans are made while the day is empty, and kept
            for (int voter = 1; voter <= 12; voter += 2) {
                merge(old, voter);
                execute(old, "SELECT depends_on(" + voter + ")");
            }
            database.execute("INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)"
                    + " SELECT 1, current_date, v, 1, v % 1100, gen_random_uuid(), now(), 1"
                    + " FROM generate_series(13, " + ROWS + ") v");
            database.execute(
                    "INSERT INTO turn SELECT 1, v, 1, current_date, 5 FROM generate_series(13, " + ROWS + ") v");
            assertKeyed(old, 13);
            assertKeyed(fresh, 15);
        }
    }

    private static void assertKeyed(Connection connection, int voter) throws SQLException {
        connection.setAutoCommit(false);
        merge(connection, voter);
        execute(connection, "SELECT depends_on(" + voter + ")");
        assertThat(number(
                        connection,
                        "SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_xact_user_tables"
                                + " WHERE relname LIKE 'ballot%' OR relname = 'turn'"))
                .isBetween(1L, (long) FEW);
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static void merge(Connection connection, int voter) throws SQLException {
        execute(connection, "SELECT merge_voters(" + voter + ", " + (voter + 1) + ", '{1}', '{1}', '{1}', '{1}')");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
