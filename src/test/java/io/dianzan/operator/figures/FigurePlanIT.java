package io.dianzan.operator.figures;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestPostgres;
import io.dianzan.operator.BigLedger;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every question of the console reads sums, and few of them, whatever the size of the ledger. */
class FigurePlanIT {
    private static final Pattern BUFFERS = Pattern.compile("^  Buffers: shared (?:hit=(\\d+))? ?(?:read=(\\d+))?");
    /** Of 8 kB each: 1,100 works in the six slots of an hour are the most that anything reads. */
    private static final int MOST_BUFFERS = 1_500;

    private final TestPostgres database = TestPostgres.fresh();

    @Test
    void ofAMillionBallots() throws SQLException {
        assertFewBuffers(1_000_000);
    }

    @Test
    @Tag("soak")
    void ofTenMillionBallots() throws SQLException {
        assertFewBuffers(10_000_000);
    }

    private void assertFewBuffers(int ballots) throws SQLException {
        database.execute("INSERT INTO campaign (slug, created_at) VALUES ('sample', campaign_time());"
                + " INSERT INTO work (campaign, number, title, author, category)"
                + " SELECT 1, to_char(i, 'FM0000'), 't', 'a', 'c' FROM generate_series(1, 1100) i");
        var began = System.nanoTime();
        var ledger = BigLedger.of(database, "sample").with(ballots);
        var made = System.nanoTime();
        assertThat(recounted(ledger)).isEqualTo(ballots);
        System.out.printf(
                "ledger of %d ballots: made in %d ms, figures of it in %d ms%n",
                ballots,
                TimeUnit.NANOSECONDS.toMillis(made - began),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - made));
        database.execute("VACUUM ANALYZE figure_minute; ");
        database.execute("VACUUM ANALYZE figure_work");
        database.execute("VACUUM ANALYZE figure_origin");

        var hour = "now() - interval '1 hour'";
        var day = "now() - interval '1 day'";
        var work = Integer.toString(ledger.favourite());
        assertBounded(ReadingTable.TAPS, "1", hour);
        assertBounded(ReadingTable.REFUSED, "1", day);
        assertBounded(ReadingTable.GAINS, "1", hour);
        assertBounded(ReadingTable.VOTES, "1", work, day, "600");
        assertBounded(ReadingTable.VOTES, "1", work, "now() - interval '6 days'", "3600");
        assertBounded(ReadingTable.PLACES, "1", work, "1::smallint", "now() - interval '6 days'");
        assertBounded(ReadingTable.PLACES, "1", work, "2::smallint", "now() - interval '6 days'");
        assertBounded(ReadingTable.LOGINS, day);
        assertBounded(ReadingTable.PROCESSES, hour);
    }

    private long recounted(BigLedger ledger) {
        var vertx = Vertx.vertx();
        var recounting = new FigureRecount(database.pool(vertx, 1)).of(ledger.campaign());
        try {
            return recounting.toCompletionStage().toCompletableFuture().get(10, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            await(vertx.close());
        }
    }

    private void assertBounded(String sql, String... parameters) throws SQLException {
        var text = sql;
        for (int i = parameters.length; i > 0; i--) {
            text = text.replace("$" + i, parameters[i - 1]);
        }
        var buffers = 0L;
        var plan = new StringBuilder();
        try (var connection = database.superuser();
                var statement = connection.createStatement();
                var lines = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + text)) {
            while (lines.next()) {
                var line = lines.getString(1);
                plan.append(line).append('\n');
                var found = BUFFERS.matcher(line);
                if (buffers == 0 && found.find()) {
                    buffers = numberIn(found.group(1)) + numberIn(found.group(2));
                }
            }
        }
        assertThat(plan.toString()).doesNotContain("ballot", "signal");
        assertThat(buffers).as(plan.toString()).isPositive().isLessThan(MOST_BUFFERS);
    }

    private static long numberIn(String group) {
        return group == null ? 0 : Long.parseLong(group);
    }
}
