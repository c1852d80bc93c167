package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Await;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A version of the rules whose commit is late: none of the votes in between is judged as if it were not there. */
class RulesSwitchIT {
    private final TestSite site = new TestSite().campaign("one", "perDay: 2");
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
        site.close();
    }

    /** Puts a version that allows one vote a day, and does not commit it. */
    private void putRules(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT put_rules('one', c.world, '\\x01', replace(r.text, 'perDay: 2', 'perDay: 1'),"
                    + " 'one.yaml', 'the office', 'fewer', false, false, false, '{}', '{}')"
                    + " FROM campaign c JOIN rules r ON r.campaign = c.id WHERE slug = 'one'");
        }
    }

    private static boolean isInForce(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "SELECT max(effective_at) < campaign_time() FROM rules WHERE version = 2")) {
            return found.next() && found.getBoolean(1);
        }
    }

    private long waiting() {
        return site.number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    }

    @Test
    void aVoteThatComesBeforeALateCommitWaitsForItAndIsJudgedByWhatWasInForce() throws SQLException {
        var server = site.server();
        var client = Phone.connections(vertx, 4);
        var phone = Phone.login(client, server, "me");
        assertThat(phone.tap("one", "0001").recorded()).isTrue();
        var other = Phone.login(client, server, "other");

        try (var connection = site.database().superuser()) {
            putRules(connection);
            Eventually.holds("the version is in force, and not committed", () -> isInForce(connection));
            var second = phone.tapping("one", "0002", "key", null);
            var first = other.tapping("one", "0003", "key", null);
            Eventually.holds("a call of the writers waits", () -> waiting() > 0);
            connection.commit();

            assertThat(Await.await(second).code()).isEqualTo("quota-spent");
            assertThat(Await.await(first).recorded()).isTrue();
        }
        assertThat(site.number("SELECT max(rules) FROM ballot WHERE voter = " + phone.voter()))
                .isEqualTo(1);
        assertThat(site.number("SELECT max(rules) FROM ballot WHERE voter = " + other.voter()))
                .isEqualTo(2);
    }
}
