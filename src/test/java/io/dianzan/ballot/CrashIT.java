package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.OwnPostgres;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Server and postmaster die in turns while a crowd taps, and come back. */
class CrashIT {
    private static final int VOTERS = 200;

    private final OwnPostgres postgres = new OwnPostgres();
    private final TestSite site = TestSite.on(postgres).campaign("three", "perDay: 3, sameWork: once-a-day");
    private Crowd crowd;

    @AfterEach
    void stop() {
        crowd.close();
        site.close();
        postgres.close();
    }

    @Test
    void twoRounds() {
        rounds(2);
    }

    @Test
    @Tag("soak")
    void tenRounds() {
        rounds(10);
    }

    private void rounds(int count) {
        RunningServer server = site.server();
        crowd = new Crowd(VOTERS, 20240305, server);
        for (int round = 1; round <= count; round++) {
            var works = new String[] {"%04d".formatted(round), "%04d".formatted(round + 1), "0090"};
            var before = site.number("SELECT count(*) FROM ballot");
            var most = 3L * VOTERS;
            var tapping = crowd.tapping("three", crowd.everybodyWants(works), null);
            Eventually.holds(
                    "taps are under way", () -> site.number("SELECT count(*) FROM ballot") > before || before == most);
            postgres.kill();
            postgres.start();
            server.kill();
            server = site.server();
            crowd.servers(server);
            var told = Crowd.await(tapping);
            var ledger = Ledger.of(site, "three");
            ledger.assertQuota(3);
            ledger.assertTrue(told, 3);
        }
        assertThat(site.number("SELECT count(*) FROM ballot")).isEqualTo(3L * VOTERS);
        assertThat(site.recount("three")).isZero();
    }
}
