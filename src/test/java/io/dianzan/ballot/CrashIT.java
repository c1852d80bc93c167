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
    private final TestSite site = TestSite.on(postgres);
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

    /** Each round a campaign of its own, so that there are votes to lose; the two die in turns, and now and then both. */
    private void rounds(int count) {
        for (int round = 0; round < count; round++) {
            site.campaign("round" + round, "perDay: 3, sameWork: once-a-day");
        }
        RunningServer server = site.server();
        crowd = new Crowd(VOTERS, 20240305, server);
        for (int round = 0; round < count; round++) {
            var slug = "round" + round;
            var rows = "SELECT count(*) FROM ballot WHERE campaign = (SELECT id FROM campaign WHERE slug = '" + slug
                    + "')";
            var tapping = crowd.tapping(slug, crowd.everybodyWants("0001", "0002", "0003", "0004", "0005"), null);
            Eventually.holds("taps are under way", () -> site.number(rows) > 20);
            postgres.kill();
            postgres.start();
            var saved = site.number(rows);
            Eventually.holds("votes are taken again", () -> site.number(rows) > saved || saved == 3L * VOTERS);
            if (round % 2 == 1) {
                server.kill();
                server = site.server();
                crowd.servers(server);
            }
            var told = Crowd.await(tapping);
            var ledger = Ledger.of(site, slug);
            assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(3 * VOTERS);
            ledger.assertQuota(3);
            ledger.assertTrue(told, 3);
            assertThat(site.recount(slug)).isZero();
        }
    }
}
