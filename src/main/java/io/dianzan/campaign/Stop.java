package io.dianzan.campaign;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.time.Duration;
import java.time.Instant;

/**
 * A reason to refuse a tap that came too late, or too early, and since when it holds. The refusal waits until the tap
 * was looked for among the recorded ones: what was recorded outlives every stop.
 */
public record Stop(Refused refused, Instant since) {
    /**
     * The longest time from accepting a tap to its row being refused as late. A first try may thus be in flight for so
     * long after the cause of a refusal, and the fence of a day waits twice as long.
     */
    public static final Duration LONGEST_FLIGHT = Duration.ofSeconds(15);

    public static final Duration SETTLED = LONGEST_FLIGHT.multipliedBy(2);

    public static Stop of(Refusal reason, Instant since) {
        return new Stop(reason.refused(), since);
    }

    /**
     * The refusal as it is told at {@code now}: while a first try could still be in flight it asks the phone to come
     * back when that can no longer be.
     */
    public Refused toldAt(Instant now) {
        if (since == null || now.isAfter(since.plus(SETTLED))) {
            return refused;
        }
        var wait = Duration.between(now, since.plus(SETTLED));
        return refused.retryAfter((int) Math.max(1, wait.toSeconds() + 1));
    }
}
