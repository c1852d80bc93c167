package io.dianzan.login;

import io.dianzan.fault.Refused;
import io.micrometer.core.instrument.MeterRegistry;

/** How logins ended, by provider: looked up each time, for a login is rare beside a vote. */
public record LoginMeters(MeterRegistry registry) {
    void ended(String provider, Throwable cause) {
        registry.counter("dianzan.logins", "provider", provider, "outcome", outcomeOf(cause))
                .increment();
    }

    private static String outcomeOf(Throwable cause) {
        if (cause == null) {
            return "ok";
        }
        return cause instanceof Refused refused ? refused.reason().code() : "internal";
    }
}
