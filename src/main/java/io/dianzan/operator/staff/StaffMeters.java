package io.dianzan.operator.staff;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How operators' logins ended: well, with a wrong name or password, or not looked at because there were too many. */
public record StaffMeters(Counter ok, Counter wrong, Counter tooFast) {
    public static StaffMeters in(MeterRegistry registry) {
        return new StaffMeters(outcome("ok", registry), outcome("wrong", registry), outcome("too-fast", registry));
    }

    private static Counter outcome(String outcome, MeterRegistry registry) {
        return Counter.builder("dianzan.operator.logins")
                .description("Logins of operators by how they ended")
                .tag("outcome", outcome)
                .register(registry);
    }
}
