package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopPulseTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Timer lag = Timer.builder("lag").register(new SimpleMeterRegistry());
    private final Context loop = vertx.getOrCreateContext();
    private final LoopPulse pulse = new LoopPulse(loop, lag, now::get);

    @AfterEach
    void stop() {
        release.countDown();
        vertx.close().await();
    }

    /** Until the test releases it, the loop does nothing else. */
    private void hang() {
        loop.runOnContext(turn -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void aLoopThatDoesNotTurnIsStuckUntilItDoes() {
        hang();
        pulse.beat();
        now.set(Duration.ofSeconds(10).toNanos());
        assertThat(pulse.isStuck()).isFalse();
        now.set(Duration.ofSeconds(11).toNanos());
        assertThat(pulse.isStuck()).isTrue();
        release.countDown();
        Eventually.holds("the loop turns again", () -> !pulse.isStuck() && lag.count() == 1);
        assertThat(lag.max(TimeUnit.SECONDS)).isEqualTo(11);
    }

    @Test
    void aLoopThatHangsIsNotBuriedUnderTurns() {
        hang();
        for (int i = 0; i < 100; i++) {
            pulse.beat();
        }
        release.countDown();
        Eventually.holds("the one turn has come", () -> lag.count() == 1);
        pulse.beat();
        Eventually.holds("the next one comes alone", () -> lag.count() == 2);
    }
}
