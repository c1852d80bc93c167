package io.dianzan;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether an event loop turns: it is sent a turn, and how long that waits is its lag. One turn at a time is out, so that
 * a loop that hangs is not buried. {@link #beat()} on one thread at a time, the rest on any.
 */
final class LoopPulse {
    /** A loop that did not turn for this long answers no phone in time, and will not mend itself. */
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Context loop;
    private final Timer lag;
    private final LongSupplier nanoTime;
    private volatile long sent;
    private volatile boolean out;

    LoopPulse(Context loop, Timer lag, LongSupplier nanoTime) {
        this.loop = loop;
        this.lag = lag;
        this.nanoTime = nanoTime;
    }

    void beat() {
        if (out) {
            return;
        }
        sent = nanoTime.getAsLong();
        out = true;
        loop.runOnContext(turn -> {
            lag.record(nanoTime.getAsLong() - sent, TimeUnit.NANOSECONDS);
            out = false;
        });
    }

    boolean isStuck() {
        return out && nanoTime.getAsLong() - sent > STUCK_NANOS;
    }
}
