package io.dianzan.login;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment until which an answer is of use: made once for a login, handed to each call that it needs. */
public record Deadline(long endsAtNanos) {
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Zero or less when it is over. */
    public long leftMillis() {
        return TimeUnit.NANOSECONDS.toMillis(endsAtNanos - System.nanoTime());
    }
}
