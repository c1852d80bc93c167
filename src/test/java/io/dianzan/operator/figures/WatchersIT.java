package io.dianzan.operator.figures;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.EventStream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A stream ends by itself, so that a browser whose login has ended must ask again and is refused. */
class WatchersIT {
    @Test
    void aStreamEndsAfterItsTime() {
        var vertx = Vertx.vertx();
        var watchers = new Watchers(vertx, Duration.ofSeconds(3));
        var server = await(vertx.createHttpServer()
                .requestHandler(request -> watchers.open(request.response(), () -> Future.succeededFuture("a page")))
                .listen(0, "127.0.0.1"));
        try (var stream = EventStream.open(server.actualPort(), "/")) {
            assertThat(stream.next().text()).contains("a page");
            assertThat(stream.block()).isNull();
            assertThat(watchers.all()).isZero();
        } finally {
            await(vertx.close());
        }
    }
}
