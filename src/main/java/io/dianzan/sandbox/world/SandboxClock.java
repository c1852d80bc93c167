package io.dianzan.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The sandbox's own time: another clock's, moved by as much as was ordered. */
public final class SandboxClock extends Clock {
    private final Clock base;
    private volatile Duration shift = Duration.ZERO;

    public SandboxClock(Clock base) {
        this.base = base;
    }

    public synchronized void shift(Duration more) {
        shift = shift.plus(more);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(shift);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
