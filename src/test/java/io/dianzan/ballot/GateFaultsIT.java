package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.FaultProxy;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of Redis while a crowd taps: the same rows, and nobody loses a vote that is still his. */
class GateFaultsIT {
    private static final int VOTERS = 100;
    private static final int WAVES = 4;

    private final TestSite site = new TestSite();
    private FaultProxy redis;
    private Crowd crowd;

    @BeforeEach
    void start() {
        for (int wave = 0; wave < WAVES; wave++) {
            site.campaign("wave" + wave, "perDay: 3, sameWork: once-a-day");
        }
        redis = new FaultProxy(site.redis().port());
        site.redisThrough(redis.port());
        RunningServer first = site.server();
        crowd = new Crowd(VOTERS, 20240301, first, site.server());
    }

    @AfterEach
    void stop() throws IOException {
        crowd.close();
        redis.close();
        site.close();
    }

    /** What happens to Redis, between one wave of taps and the next and in their midst. */
    enum Fault {
        FLUSHED,
        KILLED_AND_STARTED,
        FROZEN,
        TEN_SECONDS_LATE,
        DEAD_PATH;

        void strike(TestSite site, FaultProxy proxy) {
            switch (this) {
                case FLUSHED -> site.redis().command("FLUSHALL");
                case KILLED_AND_STARTED -> site.redis().kill();
                case FROZEN -> site.redis().freeze();
                case TEN_SECONDS_LATE -> proxy.delay(10_000);
                case DEAD_PATH -> proxy.swallowOpenConnections();
            }
        }

        void heal(TestSite site, FaultProxy proxy) {
            switch (this) {
                case FLUSHED -> site.redis().command("FLUSHALL");
                case KILLED_AND_STARTED -> site.redis().start();
                case FROZEN -> site.redis().thaw();
                case TEN_SECONDS_LATE -> proxy.delay(0);
                case DEAD_PATH -> {}
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLedgerDecidesWhateverTheGateKnows(Fault fault) {
        for (int wave = 0; wave < WAVES; wave++) {
            var slug = "wave" + wave;
            var tapping = crowd.tapping(slug, crowd.everybodyWants("0001", "0002", "0002", "0003", "0004"), null);
            if (wave % 2 == 0) {
                fault.strike(site, redis);
            } else {
                fault.heal(site, redis);
            }
            var told = Crowd.await(tapping);
            var ledger = Ledger.of(site, slug);
            assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(3 * VOTERS);
            ledger.assertQuota(3);
            ledger.assertTrue(told, 3);
            ledger.assertTally(crowd.phones().get(0), slug);
        }
        assertGateWorksAgain();
    }

    /** Healed, every server asks Redis again. */
    private void assertGateWorksAgain() {
        for (var server : crowd.ports()) {
            Eventually.holds("the gate is asked", () -> {
                var before = site.redis().calls("bitfield");
                crowd.phones().get(0).on(server).tap("wave0", "0001");
                return site.redis().calls("bitfield") > before;
            });
        }
    }
}
