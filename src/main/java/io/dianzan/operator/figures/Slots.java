package io.dianzan.operator.figures;

import java.time.Duration;
import java.time.Instant;

/** The whole minutes, ten minutes and hours of UTC in which figures are kept. */
final class Slots {
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration SLOT = Duration.ofMinutes(10);
    static final Duration HOUR = Duration.ofHours(1);

    private Slots() {}

    /** The beginning of what this instant is in. */
    static Instant of(Duration length, Instant instant) {
        var seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }
}
