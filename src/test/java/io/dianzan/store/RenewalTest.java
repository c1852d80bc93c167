package io.dianzan.store;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<Void>> runs = new ArrayList<>();
    private final Renewal renewal = new Renewal(this::run);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private synchronized Future<Void> run() {
        runs.add(Promise.promise());
        return runs.get(runs.size() - 1).future();
    }

    @Test
    void whoAsksWhileARunIsUnderWayGetsOneThatBeganAfterwards() {
        var first = renewal.renew();
        var second = renewal.renew();
        var third = renewal.renew();
        runs.get(0).complete();
        await(first);
        assertThat(second.isComplete()).isFalse();
        assertThat(runs).hasSize(2);
        runs.get(1).complete();
        await(second);
        await(third);
        assertThat(runs).hasSize(2);
    }

    @Test
    void aRunThatFailsOrThrowsDoesNotStopTheNext() {
        var failing = new Renewal(() -> {
            throw new IllegalStateException("trial");
        });
        assertThat(failureOf(failing.renew())).hasMessage("trial");
        assertThat(failureOf(failing.renew())).hasMessage("trial");
    }

    @Test
    void everybodyIsAnsweredOnHisOwnLoop() {
        var one = asked(vertx.getOrCreateContext());
        var other = asked(vertx.getOrCreateContext());
        vertx.runOnContext(turn -> List.copyOf(runs).forEach(Promise::tryComplete));
        Eventually.holds("both are answered", () -> {
            List.copyOf(runs).forEach(Promise::tryComplete);
            return one.isComplete() && other.isComplete();
        });
        assertThat(await(one)).isTrue();
        assertThat(await(other)).isTrue();
    }

    /** Whether the answer came on the context that asked. */
    private Future<Boolean> asked(Context context) {
        var same = Promise.<Boolean>promise();
        context.runOnContext(
                turn -> renewal.renew().onComplete(done -> same.complete(Vertx.currentContext() == context)));
        return same.future();
    }
}
