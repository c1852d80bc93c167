package io.dianzan.ballot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** What the reader's lanes of all loops are asked: from memory, or in batches from PostgreSQL. */
public record ReaderMeters(Counter questions, Counter hits, DistributionSummary batches) {
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    public static ReaderMeters in(MeterRegistry registry) {
        return new ReaderMeters(
                Counter.builder("dianzan.reader.questions")
                        .description("Questions for a voter's rows")
                        .register(registry),
                Counter.builder("dianzan.reader.hits")
                        .description("Of those, answered from memory")
                        .register(registry),
                DistributionSummary.builder("dianzan.reader.batch.size")
                        .description("Voters asked for in one query")
                        .serviceLevelObjectives(SIZES)
                        .register(registry));
    }
}
