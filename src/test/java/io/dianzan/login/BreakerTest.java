package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.LogCapture;
import io.dianzan.kit.TestClock;
import io.dianzan.login.ProviderHealth.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
    private final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    private final Breaker breaker = new Breaker("wechat", clock);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void a_run_of_failures_opens_it_and_nobody_calls_any_more() {
        fail(9);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);

        fail(100);

        assertThat(calls).hasValue(10);
    }

    @Test
    void half_of_the_last_calls_is_enough_and_less_is_not() {
        for (int i = 0; i < 30; i++) {
            succeed(2);
            fail(1);
        }
        succeed(20);
        fail(9);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void it_says_how_long_it_stays_open_in_whole_seconds() {
        fail(10);

        assertThat(refusal().retryAfterSeconds()).isEqualTo(5);
        clock.forward(Duration.ofMillis(1));
        assertThat(refusal().retryAfterSeconds()).isEqualTo(5);
        clock.forward(Duration.ofMillis(999));
        assertThat(refusal().retryAfterSeconds()).isEqualTo(4);
        clock.forward(Duration.ofMillis(3_999));
        assertThat(refusal().retryAfterSeconds()).isEqualTo(1);
        clock.forward(Duration.ofMillis(1));
        assertThat(refusal().retryAfterSeconds()).isEqualTo(1);
        assertThat(refusal().reason()).isEqualTo(Refusal.PROVIDER_DOWN);
    }

    @Test
    void a_few_probes_close_it_again_and_no_more_go_out_before_they_have_ended() {
        fail(10);
        clock.forward(Duration.ofSeconds(6));
        var probes = new ArrayList<Promise<String>>();
        for (int i = 0; i < 3; i++) {
            Promise<String> probe = Promise.promise();
            probes.add(probe);
            breaker.call(() -> probe.future());
        }
        assertThat(breaker.state()).isEqualTo(State.PROBING);
        assertThat(refusal().retryAfterSeconds()).isEqualTo(1);

        probes.forEach(probe -> probe.complete("there"));

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        succeed(1);
    }

    @Test
    void probes_that_fail_open_it_once_more() {
        fail(10);
        clock.forward(Duration.ofSeconds(6));
        fail(3);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(refusal().retryAfterSeconds()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"CODE_INVALID", "CODE_USED", "ACCOUNT_RISKY", "TOO_FAST", "SNAPSHOT_USER"})
    void what_is_the_voters_doing_speaks_for_the_provider(Refusal reason) {
        for (int i = 0; i < 100; i++) {
            failureOf(breaker.call(() -> Future.failedFuture(reason.refused())));
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(9);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void that_we_ourselves_are_too_busy_says_nothing_and_does_not_water_failures_down() {
        for (int i = 0; i < 10; i++) {
            failureOf(breaker.call(() -> Future.failedFuture(Refusal.BUSY.refused())));
            fail(1);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void a_probe_that_we_could_not_make_leaves_its_place_to_another() {
        fail(10);
        clock.forward(Duration.ofSeconds(6));
        for (int i = 0; i < 10; i++) {
            assertThat(((Refused) failureOf(breaker.call(() -> Future.failedFuture(Refusal.BUSY.refused())))).reason())
                    .isEqualTo(Refusal.BUSY);
        }
        succeed(3);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_call_that_throws_has_failed() {
        for (int i = 0; i < 10; i++) {
            assertThat(failureOf(breaker.call(() -> {
                        throw new IllegalStateException("x");
                    })))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void the_operator_is_told_once_that_it_opened_and_that_it_closed() {
        try (var log = LogCapture.open()) {
            fail(50);
            clock.forward(Duration.ofSeconds(6));
            succeed(3);

            assertThat(log.text())
                    .containsOnlyOnce("provider wechat fails too often")
                    .containsOnlyOnce("provider wechat answers again");
        }
    }

    @Test
    void the_steady_clock_goes_on() {
        var steady = new SteadyClock();
        var before = steady.instant();
        assertThat(steady.instant()).isAfterOrEqualTo(before);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            failureOf(breaker.call(() -> {
                calls.incrementAndGet();
                return Future.failedFuture(Refusal.PROVIDER_DOWN.refused());
            }));
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(await(breaker.call(() -> Future.succeededFuture("there"))))
                    .isEqualTo("there");
        }
    }

    private Refused refusal() {
        return (Refused) failureOf(breaker.call(() -> {
            throw new AssertionError("nobody may call now");
        }));
    }
}
