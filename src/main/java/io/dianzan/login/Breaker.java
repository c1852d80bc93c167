package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares a provider that fails, and spares people the wait for it: while it is open, each call is refused at once as
 * {@code provider-down}, with the time until the next attempt. A call must end by itself, for each one is counted when
 * it ends: it failed where it ended in {@code provider-down} or an accident, it does not count where we were the ones
 * too {@code busy} to make it, and any other refusal is a provider that works. Safe on every thread.
 */
public final class Breaker implements ProviderHealth {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final int LAST_CALLS = 20;
    /** Fewer say nothing: one person with a bad line, and who retries, would open it. */
    private static final int FEWEST_CALLS = 10;

    private static final int FAILED_PERCENT = 50;
    /** Less than people wait before they tap again, enough for a server to come up. */
    private static final Duration OPEN = Duration.ofSeconds(5);

    private static final int PROBES = 3;

    private final String provider;
    private final Clock clock;
    private final CircuitBreaker circuit;
    private volatile Instant opensUntil = Instant.MIN;

    public Breaker(String provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
        this.circuit = CircuitBreaker.of(provider, config(clock));
        circuit.getEventPublisher().onStateTransition(this::changed);
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public State state() {
        return switch (circuit.getState()) {
            case OPEN, FORCED_OPEN -> State.OPEN;
            case HALF_OPEN -> State.PROBING;
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
        };
    }

    /** Makes the call, or refuses it. */
    public <T> Future<T> call(Supplier<Future<T>> call) {
        if (!circuit.tryAcquirePermission()) {
            return Future.failedFuture(Refusal.PROVIDER_DOWN.refused().retryAfter(secondsLeft()));
        }
        var began = System.nanoTime();
        return begun(call)
                .onSuccess(answer -> circuit.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS))
                .onFailure(failure -> circuit.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, failure));
    }

    private static <T> Future<T> begun(Supplier<Future<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** At least one; that is also the answer while the probes are out. */
    private int secondsLeft() {
        var left = Duration.between(clock.instant(), opensUntil);
        return Math.max(1, (int) left.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private void changed(CircuitBreakerOnStateTransitionEvent event) {
        switch (event.getStateTransition().getToState()) {
            case OPEN -> {
                opensUntil = clock.instant().plus(OPEN);
                LOG.warn("provider {} fails too often; it is left alone for {} s", provider, OPEN.toSeconds());
            }
            case CLOSED -> LOG.info("provider {} answers again", provider);
            default -> LOG.debug("provider {} is tried again", provider);
        }
    }

    private static CircuitBreakerConfig config(Clock clock) {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(LAST_CALLS)
                .minimumNumberOfCalls(FEWEST_CALLS)
                .failureRateThreshold(FAILED_PERCENT)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .recordException(Breaker::isTheirFault)
                .ignoreException(Breaker::isOurFault)
                .build();
    }

    private static boolean isTheirFault(Throwable failure) {
        return !(failure instanceof Refused refused) || refused.reason() == Refusal.PROVIDER_DOWN;
    }

    private static boolean isOurFault(Throwable failure) {
        return failure instanceof Refused refused && refused.reason() == Refusal.BUSY;
    }
}
