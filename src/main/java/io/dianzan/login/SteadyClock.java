package io.dianzan.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for pauses and lives, not for dates: it starts at the epoch and goes on evenly whatever somebody does to the
 * host's clock, so that a breaker does not stay open for the hour by which that was set back.
 */
public final class SteadyClock extends Clock {
    private final long startedAtNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return Instant.EPOCH.plus(Duration.ofNanos(System.nanoTime() - startedAtNanos));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
