package io.dianzan.ballot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** What the gates of all loops ask of Redis, and what became of taps where it did not know. */
public record GateMeters(Timer writes, Counter passed, Counter wrong) {
    private static final long[] MICROS = {250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000};

    public static GateMeters in(MeterRegistry registry) {
        return new GateMeters(
                Timer.builder("dianzan.gate.write")
                        .description("Writes to Redis that were answered")
                        .serviceLevelObjectives(LongStream.of(MICROS)
                                .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
                                .toArray(Duration[]::new))
                        .register(registry),
                Counter.builder("dianzan.gate.passed")
                        .description("Taps that passed without an answer from Redis")
                        .register(registry),
                Counter.builder("dianzan.gate.wrong")
                        .description("Taps that the gate held to be spent although a vote was left")
                        .register(registry));
    }
}
