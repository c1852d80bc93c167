package io.dianzan.login.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** A secret as one process holds it: fetched anew when it is due, not used any more when it is over. */
record HeldSecret(String value, Instant due, Instant over) {
    /** A stable token is another one only in its last five minutes; who asks earlier gets the same. */
    private static final Duration LAST_MINUTES = Duration.ofMinutes(5);
    /** A call that takes the secret along must end before the secret does. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /**
     * {@code left} of the secret's whole {@code life}. It is due at a random moment in the first half of its last five
     * minutes, or of the last fifth of a shorter life, so that not all processes ask for another one at once.
     */
    static HeldSecret of(String value, Duration life, Duration left, Instant now) {
        var early = shorter(LAST_MINUTES, life.dividedBy(5));
        var late = shorter(MARGIN, life.dividedBy(10));
        var end = now.plus(left);
        var atRandom = ThreadLocalRandom.current().nextLong(early.toMillis() / 2, early.toMillis() + 1);
        return new HeldSecret(value, end.minusMillis(atRandom), end.minus(late));
    }

    boolean isDueAt(Instant now) {
        return !now.isBefore(due);
    }

    boolean isOverAt(Instant now) {
        return !now.isBefore(over);
    }

    @Override
    public String toString() {
        return "***";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
