package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that has read its voters' rows, and stands still before it writes, while two of them become one. */
class MergeRaceIT {
    private static final String MERGE = "SELECT merge_voters(2, 3, '{1}', '{1}', '{1}', '{1}')";
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
            Eventually.holds("the batch waits for a place", this::somebodyWaits);

            execute(merger, "SELECT merge_voters(2, 3, '{1}', '{1}', '{1}', '{" + same + "}')");
            blocker.rollback();

            assertThat(batch.get()).containsExactly("recorded", "again");
            assertThat(verdicts(writer, same, new long[] {ONE}, 8)).containsExactly("token-revoked");
            assertThat(verdicts(writer, same, new long[] {OTHER}, 9)).containsExactly("quota-spent");
        }
        assertThat(database.number("SELECT count(*) FROM ballot WHERE voter = 2 AND work IS NOT NULL"))
                .isZero();
    }

    @Test
    void a_login_that_meets_a_merge_is_of_the_voter_who_stands_for_both() throws Exception {
        database.execute("INSERT INTO key_use VALUES ('subjects', 'k1', '', now())");
        database.execute("INSERT INTO account VALUES ('wechat', 'wx1', '\\x11', 'k1', 2)");
        try (var merger = database.superuser();
                var phone = database.superuser()) {
            merger.setAutoCommit(false);
            execute(merger, MERGE);
            var login = CompletableFuture.supplyAsync(() -> number(
                    phone, "SELECT voter FROM admit_voter('wechat', 'wx1', '{k1}', ARRAY['\\x11'::bytea], '{}')"));
            Eventually.holds("the login waits", this::somebodyWaits);
            merger.commit();

            assertThat(login.get()).isEqualTo(OTHER);
        }
        assertThat(database.number("SELECT epoch FROM revocation WHERE voter = 2"))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void an_erasure_that_meets_a_merge_takes_all_accounts_of_the_person() throws Exception {
        database.execute(
                "INSERT INTO account VALUES ('wechat', 'wx1', '\\x11', 'k1', 2), ('page', 'wx2', '\\x22', 'k1', 3)");
        try (var merger = database.superuser();
                var phone = database.superuser()) {
            merger.setAutoCommit(false);
            execute(merger, MERGE);
            var erasure = CompletableFuture.supplyAsync(() -> number(phone, "SELECT 1 FROM (SELECT erase_voter(2)) e"));
            Eventually.holds("the erasure waits", this::somebodyWaits);
            merger.commit();
            erasure.get();
        }
        assertThat(database.number("SELECT count(*) FROM account")).isZero();
        assertThat(database.number("SELECT count(*) FROM tombstone WHERE voter = 3"))
                .isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM revocation WHERE voter = 3"))
                .isEqualTo(1);
    }

    @Test
    void whom_five_merges_make_one_has_one_persons_votes() throws Exception {
        database.execute("INSERT INTO voter SELECT FROM generate_series(1, 3)");
        for (var voter = 1; voter <= 6; voter++) {
            cast(1, new long[] {voter}, 10 + voter);
        }
        for (var pair : new String[] {"1, 2", "3, 4", "2, 4", "1, 6", "5, 3"}) {
            database.execute("SELECT merge_voters(" + pair + ", '{1}', '{1}', '{1}', '{1}')");
        }

        assertThat(database.number("SELECT count(DISTINCT voter_for(v.id)) FROM voter v"))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM ruling")).isEqualTo(5);
        assertThat(database.number("SELECT sum(valid) FROM standing")).isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM ledger_count l JOIN standing s USING (campaign, work)"
                        + " WHERE l.valid <> s.valid"))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM ballot WHERE voter = 6 AND for_work IS NOT NULL"))
                .isEqualTo(5);
    }

    @Test
    void yesterdays_tap_of_who_was_merged_is_still_found() throws Exception {
        database.execute("SELECT open_day(current_date - 1)");
        database.execute(
                "INSERT INTO campaign_day VALUES (1, current_date - 1, now() - interval '2 days', now() - interval '1 hour')");
        var tap = "00000000-0000-0000-0000-000000000007";
        database.execute("INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)"
                + " VALUES (1, current_date - 1, 2, 1, 7, '" + tap + "', now() - interval '1 day', 1)");
        database.execute("INSERT INTO fence VALUES (1, current_date - 1, now())");
        database.execute(MERGE);

        try (var connection = database.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT verdict FROM cast_votes(1, current_date, current_date - 1, 1, 1, 1, 1,"
                                + " interval '15 s', '{3}', '{7}', '{" + tap + "}', ARRAY[now()], '{true}', '{9}')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("repeat");
        }
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

    private boolean somebodyWaits() {
        return database.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                == 1;
    }

    private static long number(Connection connection, String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
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
