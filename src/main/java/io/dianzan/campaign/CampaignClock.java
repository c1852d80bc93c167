package io.dianzan.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
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

    private final Pool pool;
    private final LongSupplier nanoTime;
    private volatile Instant zero;

    public CampaignClock(Pool pool, LongSupplier nanoTime) {
        this.pool = pool;
        this.nanoTime = nanoTime;
    }

    /** The present instant of campaign time; {@link #measure()} must have succeeded once. */
    public Instant now() {
        return zero.plusNanos(nanoTime.getAsLong());
    }

    public boolean measured() {
        return zero != null;
    }

    public Future<Void> measure() {
        var sent = nanoTime.getAsLong();
        return pool.query("SELECT campaign_time()").execute().map(rows -> {
            var back = nanoTime.getAsLong();
            if (zero == null || back - sent <= LONGEST_ROUND_TRIP.toNanos()) {
                var time = rows.iterator().next().get(OffsetDateTime.class, 0).toInstant();
                zero = time.minusNanos(sent + (back - sent) / 2);
            }
            return null;
        });
    }
}
