package io.dianzan.ballot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many taps were told that their vote counts: refusals are counted where all routes' refusals are. */
public record TapMeters(Counter recorded, Counter repeated) {
    public static TapMeters in(MeterRegistry registry) {
        return new TapMeters(outcome("recorded", registry), outcome("repeat", registry));
    }

    private static Counter outcome(String outcome, MeterRegistry registry) {
        return Counter.builder("dianzan.taps")
                .description("Taps answered with a success")
                .tag("outcome", outcome)
                .register(registry);
    }
}
