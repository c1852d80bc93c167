package io.dianzan.store;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong bytes = new AtomicLong();
    private final DiskSpace disk = new DiskSpace(vertx, bytes::get);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private boolean enoughWith(long free) {
        bytes.set(free);
        await(disk.look());
        return disk.isEnough();
    }

    @Test
    void under256MegabytesThereIsNoRoomForVotes() {
        assertThat(enoughWith(256L << 20)).isTrue();
        assertThat(enoughWith((256L << 20) - 1)).isFalse();
        assertThat(enoughWith(1L << 30)).isTrue();
    }

    @Test
    void aRealFolderIsAsked() {
        var real = new DiskSpace(vertx, Path.of("."));
        await(real.look());
    }
}
