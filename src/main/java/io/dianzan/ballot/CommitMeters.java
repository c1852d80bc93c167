package io.dianzan.ballot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the writers of all loops do: how large their batches are, how long a commit takes, and what goes wrong. */
public final class CommitMeters {
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
    /** From a lonely vote on a fast disk to a database that hangs. */
    private static final long[] MILLIS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    private final DistributionSummary sizes;
    private final Timer commits;
    private final Map<StoreFault, Counter> faults = new EnumMap<>(StoreFault.class);

    public CommitMeters(MeterRegistry registry) {
        sizes = DistributionSummary.builder("dianzan.batch.size")
                .description("Taps sent in one call")
                .serviceLevelObjectives(SIZES)
                .register(registry);
        commits = Timer.builder("dianzan.commit")
                .description("From sending a batch until PostgreSQL has committed it")
                .serviceLevelObjectives(
                        Arrays.stream(MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new))
                .register(registry);
        for (var fault : StoreFault.values()) {
            faults.put(fault, counterOf(fault, registry));
        }
    }

    void sent(int taps) {
        sizes.record(taps);
    }

    /** {@code nanos}: how long the call took. */
    void committed(long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(StoreFault fault) {
        faults.get(fault).increment();
    }

    private static Counter counterOf(StoreFault fault, MeterRegistry registry) {
        return Counter.builder("dianzan.store.faults")
                .description("Batches that PostgreSQL did not commit, by what that means for their taps")
                .tag("kind", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry);
    }
}
