package io.dianzan.campaign;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestPostgres;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Campaign time in one process, whose monotonic clock moves when the test says so. */
class CampaignClockIT {
    private final Vertx vertx = Vertx.vertx();
    private final TestPostgres database = TestPostgres.fresh();
    private final AtomicLong nanos = new AtomicLong();
    private final CampaignClock clock = new CampaignClock(database.pool(vertx, 1), Clock.systemUTC(), nanos::get);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private void forward(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void itIsNotTrustedBeforeItWasMeasuredNorAMinuteAfterTheLastTime() {
        assertThat(clock.isTrusted()).isFalse();
        await(clock.measure());
        assertThat(clock.isTrusted()).isTrue();
        forward(Duration.ofSeconds(60));
        assertThat(clock.isTrusted()).isTrue();
        forward(Duration.ofMillis(1));
        assertThat(clock.isTrusted()).isFalse();
        await(clock.measure());
        assertThat(clock.isTrusted()).isTrue();
    }

    @Test
    void itGoesOnByTheMonotonicClockBetweenMeasurements() {
        await(clock.measure());
        var before = clock.now();
        forward(Duration.ofSeconds(7));
        assertThat(Duration.between(before, clock.now())).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void itFollowsCampaignTimeAndIsTrustedWhateverATestShiftsThatBy() {
        database.execute("INSERT INTO clock_shift (shift) VALUES ('-3 days')");
        await(clock.measure());
        var expected = database.number("SELECT extract(epoch FROM campaign_time())::bigint");
        assertThat(clock.now().getEpochSecond()).isBetween(expected - 2, expected + 2);
        assertThat(clock.isTrusted()).isTrue();
    }
}
