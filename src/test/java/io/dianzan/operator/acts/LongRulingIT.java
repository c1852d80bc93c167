package io.dianzan.operator.acts;

import static io.dianzan.kit.Await.await;
import static io.dianzan.operator.acts.ActStage.FIRST;
import static io.dianzan.operator.acts.ActStage.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ruling that works for long, and all that goes on beside it. */
class LongRulingIT {
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 2");
    private static final Vertx VERTX = Vertx.vertx();
    private static RunningServer server;
    private static Acting acting;

    @BeforeAll
    static void start() {
        server = SITE.server();
        var pool = SITE.postgres().pool(VERTX, 4);
        var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
        await(clock.measure());
        acting = new Acting(new Scene(new Campaigns(pool), new Catalogue(new WorkTable(pool)), clock), pool);
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private static Phone phone(String user) {
        return Phone.login(Phone.connections(VERTX, 2), server, user);
    }

    private static void did(Act act) {
        var preview = await(acting.preview(FIRST, Order.of(act, "one")));
        await(acting.carryOut(FIRST, preview.order(), confirmed(preview)));
    }

    /** Has ruled and not ended yet. */
    private static void ruleOn(Connection connection, long voter) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement();
                var ruled = statement.executeQuery(
                        "SELECT verdict FROM rule_ballots((SELECT id FROM campaign), '{\"voter\": " + voter
                                + "}', 'hold', 'slow', 'many', 100, NULL, NULL, NULL, NULL)")) {
            ruled.next();
            assertThat(ruled.getString(1)).isEqualTo("done");
        }
    }

    @Test
    void votesReloadsAndActsGoOnBesideItAndTheFenceComesAfterIt() throws IOException, SQLException {
        var voter = phone("ruled");
        voter.tap("one", "0001", "k");
        try (var ruling = SITE.postgres().superuser()) {
            ruleOn(ruling, voter.voter());

            var file = SITE.folder().resolve("conf/campaigns/one.yaml");
            Files.writeString(
                    file,
                    Files.readString(file).replace("perDay: 2", "perDay: 3") + "change: {by: Kim, reason: more}\n");
            Eventually.holds("the file is taken", () -> SITE.number("SELECT count(*) FROM rules") == 2);
            did(Act.PAUSE);
            did(Act.RESUME);
            Eventually.holds(
                    "votes are taken",
                    () -> phone("other").tap("one", "0002", "k").counted());
            assertThat(voter.tap("one", "0002", "k2").counted()).isTrue();

            var fence = "FROM fence f JOIN ballot b USING (campaign, day)";
            SITE.execute("INSERT INTO clock_shift (shift) VALUES ('1 day 1 minute')");
            assertThat(SITE.number("SELECT count(*) FROM (SELECT DISTINCT campaign, day FROM ballot) d"
                            + " WHERE fence_day(d.campaign, d.day, '30 s')"))
                    .isZero();
            assertThat(SITE.number("SELECT count(*) " + fence)).isZero();
            ruling.commit();
            Eventually.holds("the day is fenced", () -> SITE.number("SELECT count(*) " + fence) > 0);
        }
        assertThat(SITE.number("SELECT count(*) FROM ruling r JOIN fence f USING (campaign, day)"
                        + " JOIN campaign_day d USING (campaign, day)"
                        + " WHERE r.made_at BETWEEN d.starts_at AND d.ends_at AND r.made_at < f.fenced_at"))
                .isEqualTo(1);
        assertThat(SITE.recount("one")).isZero();
    }
}
