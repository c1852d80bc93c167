package io.dianzan.campaign;

import java.time.Duration;

/** At most so many taps in each span of time. */
public record TapLimit(int taps, Duration per) {

    /** Whether this lets more through than another, in the long run. */
    public boolean isMoreThan(TapLimit other) {
        return (double) taps * other.per.toMillis() > (double) other.taps * per.toMillis();
    }
}
