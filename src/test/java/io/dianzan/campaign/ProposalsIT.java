package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A campaign's file changes between two starts of a server. */
class ProposalsIT {
    /** The campaign is open: whoever changes its file says so in it. */
    private static final String CHANGE = "change: {by: me, reason: a trial}\n";

    private final TestSite site = new TestSite().campaign("one", "perDay: 1");
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
        site.close();
    }

    private RunningServer restartedWith(RunningServer before, String more) throws IOException {
        before.stop();
        var file = site.folder().resolve("conf/campaigns/one.yaml");
        Files.writeString(file, Files.readString(file) + more + CHANGE);
        return site.server();
    }

    private long versions() {
        return site.number("SELECT count(*) FROM rules");
    }

    private long gapsAndOverlaps() {
        return site.number("SELECT count(*) FROM (SELECT ends_at, lead(starts_at) OVER (ORDER BY day) AS next"
                + " FROM campaign_day) d WHERE next <> ends_at");
    }

    @Test
    void theStartHourMayChangeBeforeTheFirstBallotAndTheDaysFollow() throws IOException {
        var server = restartedWith(site.server(), "dayStarts: \"05:00\"\n");
        assertThat(versions()).isEqualTo(2);
        var phone = Phone.login(Phone.connections(vertx, 2), server, "me");
        Eventually.holds(
                "the new days are made",
                () -> site.number("SELECT count(*) FROM campaign_day"
                                        + " WHERE (starts_at AT TIME ZONE 'Asia/Shanghai')::time <> '05:00'")
                                == 0
                        && site.number("SELECT count(*) FROM campaign_day") >= 7);
        assertThat(gapsAndOverlaps()).isZero();
        Eventually.holds("votes are taken", () -> phone.tap("one", "0001").counted());
    }

    @Test
    void afterTheFirstBallotTheOldRulesStay() throws IOException {
        var server = site.server();
        Phone.login(Phone.connections(vertx, 2), server, "me").tap("one", "0001");
        restartedWith(server, "dayStarts: \"05:00\"\n");
        assertThat(versions()).isEqualTo(1);
        assertThat(Files.readString(site.folder().resolve("log"))).contains("dayStarts cannot change");
    }

    @Test
    void anOlderFileIsReportedAndNotApplied() throws IOException {
        var file = site.folder().resolve("conf/campaigns/one.yaml");
        var old = Files.readString(file);
        var server = restartedWith(site.server(), "results: {show: hidden}\n");
        assertThat(versions()).isEqualTo(2);
        server.stop();
        Files.writeString(file, old);
        site.server();
        assertThat(versions()).isEqualTo(2);
        assertThat(Files.readString(site.folder().resolve("log"))).contains("is an older file");
        Files.writeString(file, old + "change: {by: me, reason: back to the old rules}\n");
        site.server();
        assertThat(versions()).isEqualTo(3);
        assertThat(site.number("SELECT count(*) FROM rules WHERE reason = 'back to the old rules'"))
                .isEqualTo(1);
    }

    @Test
    void aBallotNamesTheRulesThatWereInForce() throws IOException {
        var server = site.server();
        var client = Phone.connections(vertx, 2);
        Phone.login(client, server, "a").tap("one", "0001");
        server = restartedWith(server, "results: {show: hidden}\n");
        var later = Phone.login(client, server, "b");
        Eventually.holds(
                "the new rules are in force",
                () -> !later.get("/v1/campaigns/one/works/0001").json().containsKey("votes"));
        later.tap("one", "0001");
        assertThat(site.number("SELECT string_agg(rules::text, '' ORDER BY voter)::bigint FROM ballot"))
                .isEqualTo(12);
    }
}
