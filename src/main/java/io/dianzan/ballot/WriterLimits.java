package io.dianzan.ballot;

import io.dianzan.config.ServerConfig;
import java.util.function.BooleanSupplier;

/**
 * What bounds a writer: the taps that may wait, the taps in one call, and whether there is still room for votes on disk,
 * where we can know.
 */
public record WriterLimits(int queue, int batch, BooleanSupplier room) {
    public static WriterLimits of(ServerConfig.Ballot config, BooleanSupplier room) {
        return new WriterLimits(config.queue(), config.batch(), room);
    }
}
