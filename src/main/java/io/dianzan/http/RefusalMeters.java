package io.dianzan.http;

import io.dianzan.fault.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts refusals by their code, of all routes together. */
public final class RefusalMeters {
    private final Map<Refusal, Counter> reasonToCounter = new EnumMap<>(Refusal.class);

    public RefusalMeters(MeterRegistry registry) {
        for (var reason : Refusal.values()) {
            reasonToCounter.put(reason, counterOf(reason, registry));
        }
    }

    public void count(Refusal reason) {
        reasonToCounter.get(reason).increment();
    }

    private static Counter counterOf(Refusal reason, MeterRegistry registry) {
        return Counter.builder("dianzan.refusals")
                .description("Requests answered with a problem document")
                .tag("code", reason.code())
                .register(registry);
    }
}
