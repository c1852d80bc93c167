package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that has read its voters' rows, and stands still before it writes, while two of them become one. */
class MergeRaceIT {
    private static final long FIRST = 1;
    private static final long ONE = 2;
    private static final long OTHER = 3;

    private final TestPostgres database = TestPostgres.fresh();

    MergeRaceIT() {
        database.execute("INSERT INTO campaign (slug, created_at) VALUES ('sample', now())");
        database.execute("SELECT open_day(current_date)");
        database.execute(
                "INSERT INTO campaign_day VALUES (1, current_date, now() - interval '1 hour', now() + interval '1 day')");
        database.execute("INSERT INTO voter SELECT FROM generate_series(1, 3)");
    }

    @ParameterizedTest(name = "same work {0}")
    @ValueSource(ints = {0, 1, 2})
    void a_batch_in_flight_loses_its_place(int same) throws Exception {
        cast(same, new long[] {OTHER}, 7);
        try (var blocker = database.superuser();
                var writer = database.superuser();
                var merger = database.superuser()) {
            blocker.setAutoCommit(false);
            execute(blocker, placeOf(FIRST, same));
            var batch = CompletableFuture.supplyAsync(() -> verdicts(writer, same, new long[] {FIRST, ONE}, 8));
            Eventually.holds(
                    "the batch waits for a place",
                    () -> database.number(
                                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
                            == 1);

            execute(merger, "SELECT merge_voters(2, 3, '{1}', '{1}', '{1}', '{" + same + "}')");
            blocker.rollback();

            assertThat(batch.get()).containsExactly("recorded", "again");
            assertThat(verdicts(writer, same, new long[] {ONE}, 8)).containsExactly("token-revoked");
            assertThat(verdicts(writer, same, new long[] {OTHER}, 9)).containsExactly("quota-spent");
        }
        assertThat(database.number("SELECT count(*) FROM ballot WHERE voter = 2 AND work IS NOT NULL"))
                .isZero();
    }

    /** What the first of the batch waits for. */
    private String placeOf(long voter, int same) {
        return same == 2
                ? "INSERT INTO turn VALUES (1, " + voter + ", 1, current_date, 5)"
                : "INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules) VALUES (1, current_date"
                        + ", " + voter + ", 1, 5, gen_random_uuid(), now(), 1)";
    }

    private void cast(int same, long[] voters, int work) throws SQLException {
        try (var connection = database.superuser()) {
            assertThat(verdicts(connection, same, voters, work)).containsOnly("recorded");
        }
    }

    private List<String> verdicts(Connection connection, int same, long[] voters, int work) {
        var list = new ArrayList<String>();
        for (var voter : voters) {
            list.add(Long.toString(voter));
        }
        var sql = """
                SELECT verdict FROM cast_votes(1, current_date, NULL, 1, 1, 1, %1$d, interval '15 s',
                  ARRAY[%2$s]::bigint[], ARRAY(SELECT %3$d FROM generate_series(1, %4$d)),
                  ARRAY(SELECT gen_random_uuid() FROM generate_series(1, %4$d)),
                  ARRAY(SELECT now() FROM generate_series(1, %4$d)), ARRAY(SELECT false FROM generate_series(1, %4$d)),
                  ARRAY(SELECT 0 FROM generate_series(1, %4$d))) ORDER BY ord""".formatted(same, String.join(",", list), work, voters.length);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var verdicts = new ArrayList<String>();
            while (rows.next()) {
                verdicts.add(rows.getString(1));
            }
            return verdicts;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
