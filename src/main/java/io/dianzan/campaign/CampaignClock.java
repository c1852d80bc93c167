package io.dianzan.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;

/**
 * Campaign time: the clock of PostgreSQL's primary, which all processes share, kept as an offset to this process's
 * monotonic clock. The error is at most half the round trip of the measurement. Safe on every thread.
 */
public final class CampaignClock {
    /** A slower answer says too little; the last offset is better. */
    private static final Duration LONGEST_ROUND_TRIP = Duration.ofMillis(500);
    /** A host whose own clock is further off is not to be trusted with time at all. */
    private static final Duration MOST_OFF = Duration.ofSeconds(5);

    private static final Duration LONGEST_UNMEASURED = Duration.ofSeconds(60);

    private final Pool pool;
    private final Clock host;
    private final LongSupplier nanoTime;
    private volatile Measurement last;

    /** {@code host}: this machine's own clock, compared with PostgreSQL's; {@code nanoTime}: the monotonic one. */
    public CampaignClock(Pool pool, Clock host, LongSupplier nanoTime) {
        this.pool = pool;
        this.host = host;
        this.nanoTime = nanoTime;
    }

    /** {@code zero}: campaign time when the monotonic clock was 0. {@code off}: the host's clock minus PostgreSQL's. */
    private record Measurement(Instant zero, Duration off, long atNanos) {}

    /** The present instant of campaign time; {@link #measure()} must have succeeded once. */
    public Instant now() {
        return last.zero().plusNanos(nanoTime.getAsLong());
    }

    /** False while it is not known well enough when a tap is accepted. */
    public boolean isTrusted() {
        var measured = last;
        return measured != null
                && measured.off().abs().compareTo(MOST_OFF) <= 0
                && nanoTime.getAsLong() - measured.atNanos() <= LONGEST_UNMEASURED.toNanos();
    }

    /** How far the host's own clock is ahead of PostgreSQL's. */
    public Duration off() {
        var measured = last;
        return measured == null ? Duration.ZERO : measured.off();
    }

    public Future<Void> measure() {
        var sent = nanoTime.getAsLong();
        return pool.query("SELECT campaign_time(), clock_timestamp()").execute().map(rows -> {
            var back = nanoTime.getAsLong();
            if (last == null || back - sent <= LONGEST_ROUND_TRIP.toNanos()) {
                var row = rows.iterator().next();
                var halfTrip = Duration.ofNanos((back - sent) / 2);
                var off = Duration.between(instantOf(row, 1).plus(halfTrip), host.instant());
                last = new Measurement(instantOf(row, 0).plus(halfTrip).minusNanos(back), off, back);
            }
            return null;
        });
    }

    private static Instant instantOf(Row row, int column) {
        return row.get(OffsetDateTime.class, column).toInstant();
    }
}
