package io.dianzan.operator.audit;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestPostgres;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The choice of acts on the page of the audit: each act once, and found without reading the lines. */
class AuditActsIT {
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared (?:hit=(\\d+))? ?(?:read=(\\d+))?");
    /** Of 8 kB each; the lines of the test are some thousands of them. */
    private static final int FEW = 100;

    private static final TestPostgres DATABASE = TestPostgres.fresh();
    private static final Vertx VERTX = Vertx.vertx();

    @BeforeAll
    static void fill() {
        DATABASE.execute("INSERT INTO campaign (slug, created_at) VALUES ('one', now()), ('two', now());"
                + " INSERT INTO audit (at, campaign, operator, act, reason)"
                + " SELECT now(), CASE WHEN i % 3 > 0 THEN 1 END, 'x',"
                + " CASE WHEN i % 3 > 0 THEN (ARRAY['hold', 'void', 'release', 'pause'])[1 + i % 4]"
                + "   ELSE (ARRAY['login', 'logout'])[1 + i % 2] END, repeat('because ', 5)"
                + " FROM generate_series(1, 200000) i");
        DATABASE.execute("VACUUM ANALYZE audit");
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void eachActStandsOnce() {
        var table = new AuditTable(DATABASE.pool(VERTX, 1));
        assertThat(await(table.acts(1, false))).containsExactly("hold", "pause", "release", "void");
        assertThat(await(table.acts(2, false))).isEmpty();
        assertThat(await(table.acts(2, true))).containsExactly("login", "logout");
    }

    @Test
    void fewPagesAreReadOfManyLines() throws SQLException {
        assertThat(buffers(AuditTable.OF_CAMPAIGN.replace("$1", "1"))).isBetween(1L, (long) FEW);
        assertThat(buffers(AuditTable.OF_STAFF)).isBetween(1L, (long) FEW);
    }

    private static long buffers(String whose) throws SQLException {
        try (var connection = DATABASE.superuser();
                var statement = connection.createStatement();
                var lines = statement.executeQuery(
                        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + AuditTable.ACTS.formatted(whose))) {
            while (lines.next()) {
                var found = BUFFERS.matcher(lines.getString(1));
                if (found.find()) {
                    return numberIn(found.group(1)) + numberIn(found.group(2));
                }
            }
        }
        throw new AssertionError("no buffers in the plan");
    }

    private static long numberIn(String group) {
        return group == null ? 0 : Long.parseLong(group);
    }
}
