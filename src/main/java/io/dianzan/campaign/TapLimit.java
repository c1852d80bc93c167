package io.dianzan.campaign;

import java.time.Duration;

/** At most so many taps in each span of time. */
public record TapLimit(int taps, Duration per) {}
