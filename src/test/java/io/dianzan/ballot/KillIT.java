package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that dies in the midst of its work: what it said stays true, and who got no answer can finish. */
class KillIT {
    private static final int VOTERS = 300;
    private static final int KILLS = 3;

    private final TestSite site = new TestSite().campaign("three", "perDay: 3, sameWork: once-a-day");
    private Crowd crowd;

    @AfterEach
    void stop() {
        crowd.close();
        site.close();
    }

    @Test
    void killedThreeTimesUnderLoadItLosesNothingAndCountsNothingTwice() {
        RunningServer server = site.server();
        crowd = new Crowd(VOTERS, 20240302, server);
        var tapping = crowd.tapping(
                "three", crowd.everybodyWants("0001", "0002", "0002", "0003", "0004", "0005", "0006"), null);
        for (int kill = 1; kill <= KILLS; kill++) {
            var enough = 3L * VOTERS * kill / (KILLS + 2);
            Eventually.holds(enough + " rows", () -> site.number("SELECT count(*) FROM ballot") >= enough);
            server.kill();
            server = site.server();
            crowd.servers(server);
        }
        var told = Crowd.await(tapping);
        var ledger = Ledger.of(site, "three");
        assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(3 * VOTERS);
        assertThat(told).anyMatch(one -> one.tries() > 1);
        ledger.assertQuota(3);
        ledger.assertTrue(told, 3);
        ledger.assertTally(crowd.phones().get(0).on(server), "three");
        assertThat(site.recount("three")).isZero();
    }
}
