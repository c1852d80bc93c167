package io.dianzan.ballot;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Signals;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A first try that hangs in the database while its phone tries again, and while its day ends. */
class InFlightIT {
    private final Vertx vertx = Vertx.vertx();
    private final TestSite site = new TestSite().campaign("one", "perDay: 1");

    @AfterEach
    void stop() {
        await(vertx.close());
        site.close();
    }

    @Test
    void aPhoneLearnsTheTruthWhenItAsksOnceMore() throws SQLException {
        var server = site.server();
        var phone = Phone.login(Phone.connections(vertx, 4), server, "me");
        try (var hold = site.postgres().superuser();
                var lock = hold.createStatement()) {
            hold.setAutoCommit(false);
            lock.execute("LOCK TABLE tally_delta IN EXCLUSIVE MODE");
            var first = phone.tapping("one", "0001", "k", null);
            Eventually.holds(
                    "the first try is in the call", () -> site.postgres().backendRunning("cast_votes") != 0);
            site.execute("UPDATE work SET withdrawn_at = campaign_time() WHERE number = '0001'");
            site.execute("UPDATE campaign SET world = world + 1, catalogue = catalogue + 1");
            Eventually.holds(
                    "the server knows of the withdrawal",
                    () -> phone.get("/v1/campaigns/one/works/0001").status() == 403);
            // nobody can see the first try yet: the refusal asks the phone to come back when it must have ended
            var second = phone.tap("one", "0001", "k");
            assertThat(second.code()).isEqualTo("work-withdrawn");
            assertThat(Integer.parseInt(second.retryAfter())).isBetween(1, 31);
            hold.rollback();
            assertThat(await(first).recorded()).isTrue();
        }
        assertThat(phone.tap("one", "0001", "k").repeat()).isTrue();
        assertThat(site.number("SELECT count(*) FROM ballot")).isEqualTo(1);
    }

    @Test
    void noRowEntersADayOnceItIsFencedWhateverHungBefore() {
        var server = site.server();
        var phone = Phone.login(Phone.connections(vertx, 4), server, "me");
        site.execute("""
                CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END';
                CREATE TRIGGER wait BEFORE INSERT ON ballot FOR EACH STATEMENT EXECUTE FUNCTION wait();
                """);
        var day = phone.me("one").json().getString("day");
        var tap = phone.tapping("one", "0001", "k", day);
        Eventually.holds("the tap is in the call", () -> site.postgres().backendRunning("cast_votes") != 0);
        var backend = site.postgres().backendRunning("cast_votes");
        Signals.send("STOP", backend);
        site.execute("INSERT INTO clock_shift (shift) VALUES ('1 day 1 minute')");
        var fences = "SELECT count(*) FROM fence";
        Eventually.holds("a fencer waits for the call", () -> site.postgres().backendRunning("fence_day") != 0);
        assertThat(site.number(fences)).isZero();
        assertThat(await(tap).code()).isIn("outcome-unknown", "busy");
        assertThat(site.number(fences)).isZero();

        Signals.send("CONT", backend);
        Eventually.holds("the day is fenced", () -> site.number(fences) > 0);
        var rows = site.number("SELECT count(*) FROM ballot");
        // the phone asks again and is told what became of it, and it stays so
        var again = phone.tap("one", "0001", "k", day);
        assertThat(rows == 1 ? again.repeat() : "day-over".equals(again.code()))
                .as("%s", again)
                .isTrue();
        assertThat(site.number("SELECT count(*) FROM ballot")).isEqualTo(rows);
        assertThat(
                        site.number(
                                "SELECT count(*) FROM ballot b JOIN fence f USING (campaign, day) WHERE b.accepted_at > f.fenced_at"))
                .isZero();
    }
}
