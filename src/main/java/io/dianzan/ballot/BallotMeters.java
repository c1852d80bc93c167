package io.dianzan.ballot;

import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the hot path, each made once: nothing there looks one up by its name. */
public record BallotMeters(TapMeters taps, CommitMeters commits, ReaderMeters reader, GateMeters gate) {
    public static BallotMeters in(MeterRegistry registry) {
        return new BallotMeters(
                TapMeters.in(registry), new CommitMeters(registry), ReaderMeters.in(registry), GateMeters.in(registry));
    }
}
