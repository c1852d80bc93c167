package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How logins ended, by provider: looked up each time, for a login is rare beside a vote. */
public record LoginMeters(MeterRegistry registry) {
    void ended(String provider, Throwable cause) {
        count(provider, outcomeOf(cause));
    }

    /** The provider sent the browser back with an error of OAuth 2.0's. */
    void sentBack(String provider, String error) {
        count(provider, error);
    }

    /** Too many came from one address; whichever provider they named, they did not get there. */
    public void tooMany() {
        count("any", Refusal.TOO_FAST.code() + "/login");
    }

    private void count(String provider, String outcome) {
        Counter.builder("dianzan.logins")
                .description("Logins by provider and how they ended")
                .tag("provider", provider)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    private static String outcomeOf(Throwable cause) {
        if (cause == null) {
            return "ok";
        }
        return cause instanceof Refused refused ? refused.reason().code() : "internal";
    }
}
