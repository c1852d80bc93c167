package io.dianzan.operator.acts;

import static io.dianzan.kit.Await.await;
import static io.dianzan.operator.acts.ActStage.SECOND;
import static io.dianzan.operator.acts.ActStage.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.Await;
import io.dianzan.kit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Acts on a database that is held up: refused as busy, and nothing done. */
class BusyDatabaseIT {
    private static final ActStage STAGE = new ActStage();

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    private static Refusal refusalOf(Preview preview) {
        var failure = Await.failureOf(STAGE.acting.carryOut(SECOND, preview.order(), confirmed(preview)));
        assertThat(failure).isInstanceOf(Refused.class);
        return ((Refused) failure).reason();
    }

    private static Connection holding(String sql) throws SQLException {
        var connection = STAGE.postgres.superuser();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void whatMayBeTriedAgainIsBusyAndNothingIsDone(Act act) {
        var order = STAGE.ready(act);
        var preview = await(STAGE.acting.preview(SECOND, order));
        var before = STAGE.everything();
        for (var state : new String[] {"55P03", "57014", "40P01", "40001"}) {
            STAGE.postgres.execute("""
                    CREATE FUNCTION held_up() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''trial'' USING ERRCODE = ''%s''; END';
                    CREATE TRIGGER held_up BEFORE INSERT ON audit EXECUTE FUNCTION held_up()""".formatted(state));
            try {
                assertThat(refusalOf(preview)).as(state).isEqualTo(Refusal.BUSY);
                assertThat(STAGE.everything()).isEqualTo(before);
            } finally {
                STAGE.postgres.execute("DROP TRIGGER held_up ON audit; DROP FUNCTION held_up()");
            }
        }
        await(STAGE.acting.carryOut(SECOND, preview.order(), confirmed(preview)));
    }

    @Test
    void aResultIsNotMadeFinalBehindALongRuling() throws SQLException {
        var order = STAGE.ready(Act.MAKE_FINAL);
        var preview = await(STAGE.acting.preview(SECOND, order));
        var before = STAGE.everything();
        try (var ruling = holding("SELECT * FROM rule_ballots((SELECT id FROM campaign WHERE slug = '" + order.slug()
                + "'), '{\"work\": \"0001\"}', 'hold', 'slow', 'many', 100, NULL, NULL, NULL, NULL)")) {
            assertThat(refusalOf(preview)).isEqualTo(Refusal.BUSY);
            assertThat(STAGE.everything()).isEqualTo(before);
            ruling.commit();
        }
        STAGE.did(SECOND, order);
        assertThat(STAGE.postgres.number("SELECT count(*) FROM ruling r JOIN event e USING (campaign)"
                        + " JOIN campaign c ON c.id = r.campaign WHERE e.kind = 'final' AND c.slug = '" + order.slug()
                        + "'"))
                .isEqualTo(2);
    }

    @Test
    void anActBehindAnotherThatHangsIsBusyAfterASecond() throws SQLException {
        var pause = await(STAGE.acting.preview(SECOND, STAGE.ready(Act.PAUSE)));
        var ban = await(STAGE.acting.preview(SECOND, STAGE.ready(Act.BAN)));
        var before = STAGE.everything();
        try (var other = holding("SELECT FROM campaign FOR UPDATE; SELECT FROM voter FOR UPDATE")) {
            assertThat(refusalOf(pause)).isEqualTo(Refusal.BUSY);
            assertThat(refusalOf(ban)).isEqualTo(Refusal.BUSY);
            other.rollback();
        }
        assertThat(STAGE.everything()).isEqualTo(before);
    }

    @Test
    void aConnectionThatIsLostBeforeTheCommitHasDoneNothing() throws SQLException {
        var pause = await(STAGE.acting.preview(SECOND, STAGE.ready(Act.PAUSE)));
        var before = STAGE.everything();
        try (var other = holding("SELECT FROM campaign FOR UPDATE")) {
            var acting = STAGE.acting.carryOut(SECOND, pause.order(), confirmed(pause));
            Eventually.holds("the act waits", () -> STAGE.postgres.backendRunning("act_on_campaign") != 0);
            STAGE.postgres.endConnections();
            assertThat(((Refused) Await.failureOf(acting)).reason()).isEqualTo(Refusal.BUSY);
            other.rollback();
        }
        assertThat(STAGE.everything()).isEqualTo(before);
    }
}
