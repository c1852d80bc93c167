package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.TestClock;
import io.dianzan.kit.TestKeys;
import io.dianzan.store.RedisAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Within one process, for there is no Redis here. */
class SharedSecretTest {
    private static final Issue ISSUE = new Issue("T", Duration.ofHours(2));

    private final Vertx vertx = Vertx.vertx();
    private final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    private final SecretShelf shelf =
            new SecretShelf(vertx, new RedisAddress("redis://127.0.0.1:1", new Secret("")), TestKeys.ring("k1"));

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void one_who_asks_in_the_moment_of_its_arrival_does_not_fetch_another() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 1_000; i++) {
                var fetches = new AtomicInteger();
                var secret = secret(() -> {
                    fetches.incrementAndGet();
                    return Future.succeededFuture(ISSUE);
                });
                Callable<Future<HeldSecret>> ask = secret::get;
                for (var asked :
                        threads.invokeAll(Stream.generate(() -> ask).limit(20).toList())) {
                    await(asked.get());
                }
                assertThat(fetches).hasValue(1);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void each_is_answered_on_his_own_loop() {
        Promise<Issue> issue = Promise.promise();
        var secret = secret(issue::future);
        var one = ((VertxInternal) vertx).createEventLoopContext();
        Promise<Boolean> there = Promise.promise();
        one.runOnContext(turn -> secret.get().onComplete(held -> there.complete(Vertx.currentContext() == one)));
        issue.complete(ISSUE);

        assertThat(await(there.future())).isTrue();
    }

    @Test
    void nobody_waits_for_ever_and_no_crowd_piles_up() {
        var secret = secret(() -> Promise.<Issue>promise().future());
        var first = secret.get();
        for (int i = 1; i < 2_048; i++) {
            secret.get();
        }

        assertThat(((Refused) failureOf(secret.get())).reason()).isEqualTo(Refusal.BUSY);
        assertThat(((Refused) failureOf(first)).reason()).isEqualTo(Refusal.PROVIDER_DOWN);
    }

    @Test
    void a_fetch_that_throws_is_a_fetch_that_failed_and_the_next_one_is_tried() {
        var fetches = new AtomicInteger();
        var secret = secret(() -> {
            if (fetches.incrementAndGet() == 1) {
                throw new IllegalStateException("x");
            }
            return Future.succeededFuture(ISSUE);
        });

        assertThat(failureOf(secret.get())).isInstanceOf(IllegalStateException.class);
        clock.forward(Duration.ofSeconds(1));
        assertThat(await(secret.get()).value()).isEqualTo("T");
    }

    private SharedSecret secret(Supplier<Future<Issue>> provider) {
        return new SharedSecret(shelf, "token:wx1", clock, provider);
    }
}
