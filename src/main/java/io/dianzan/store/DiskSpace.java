package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Whether the disk of the embedded stores has room for votes. PostgreSQL on a full disk may not start again; it is
 * better to stop taking votes while there is room left to mend it. Read on every thread.
 */
public final class DiskSpace {
    private static final long LEAST_BYTES = 256L << 20;

    private final Vertx vertx;
    private final Callable<Long> usableBytes;
    private volatile boolean enough = true;

    public DiskSpace(Vertx vertx, Path folder) {
        this(vertx, () -> Files.getFileStore(folder).getUsableSpace());
    }

    DiskSpace(Vertx vertx, Callable<Long> usableBytes) {
        this.vertx = vertx;
        this.usableBytes = usableBytes;
    }

    public boolean isEnough() {
        return enough;
    }

    /** Asks the file system, off the event loop. */
    public Future<Void> look() {
        return vertx.executeBlocking(() -> {
            enough = usableBytes.call() >= LEAST_BYTES;
            return null;
        });
    }
}
