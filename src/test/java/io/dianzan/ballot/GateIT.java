package io.dianzan.ballot;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestRedis;
import io.dianzan.kit.TestSite;
import io.dianzan.store.Incarnation;
import io.dianzan.store.RedisAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gate costs Redis, counted by Redis itself, and what it keeps from the writer. */
class GateIT {
    private final TestRedis redis = new TestRedis();
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final SampleTaps taps = SampleTaps.in(TestPostgres.fresh(), "perDay: 3, sameWork: allowed");
    private final RedisGate gate = new RedisGate(
            vertx,
            new RedisAddress(redis.url(), new Secret("")),
            new Incarnation(),
            GateMeters.in(new SimpleMeterRegistry()));

    @BeforeEach
    void open() {
        loop.runOnContext(turn -> gate.open());
        Eventually.holds("the gate asks Redis", () -> known(LongStream.of(999)).equals(List.of(0)) && bitfields() > 0);
    }

    @AfterEach
    void close() {
        await(vertx.close());
        redis.close();
    }

    /** One tap of each voter, all in one turn of the loop. */
    private List<Integer> known(LongStream voters) {
        var all = voters.boxed().toList();
        var done = Promise.<List<Integer>>promise();
        loop.runOnContext(turn -> Future.all(
                        all.stream().map(voter -> gate.known(taps.of(voter, 1))).toList())
                .map(answers -> answers.<Integer>list())
                .onComplete(done));
        return await(done.future());
    }

    private void remember(LongStream voters, int ballots) {
        var all = voters.boxed().toList();
        loop.runOnContext(turn -> all.forEach(voter -> gate.remember(taps.of(voter, 1), ballots)));
    }

    private long bitfields() {
        return redis.calls("bitfield");
    }

    @Test
    void theTapsOfATickAreTwoCommandsForEachBlockTouched() {
        var before = bitfields();
        assertThat(known(LongStream.range(0, 500))).hasSize(500).containsOnly(0);
        assertThat(bitfields() - before).isEqualTo(2);

        var apart = List.of(5L, 5L + (1 << 20), 5L + (3 << 20));
        known(apart.stream().mapToLong(voter -> voter));
        assertThat(bitfields() - before).isEqualTo(2 + 6);
    }

    @Test
    void aKeyGetsItsEndOfLifeOnce() {
        var before = redis.calls("expire");
        known(LongStream.range(0, 10));
        known(LongStream.range(10, 20));
        assertThat(redis.calls("expire")).isEqualTo(before);
        known(LongStream.of(7L << 20));
        assertThat(redis.calls("expire") - before).isEqualTo(1);
        remember(LongStream.of(7L << 20), 1);
        remember(LongStream.of(8L << 20), 1);
        Eventually.holds("both keys of ballots got theirs", () -> redis.calls("expire") - before == 3);
        assertThat(redis.everyKeyExpires()).isTrue();
    }

    @Test
    void whatIsRememberedGoesAloneAfterAWhileAndIsKnownFromThenOn() {
        var before = bitfields();
        remember(LongStream.range(0, 300), 2);
        Eventually.holds("the counts have gone out", () -> bitfields() - before == 1);
        assertThat(known(LongStream.range(0, 301)))
                .hasSize(301)
                .startsWith(2, 2, 2)
                .endsWith(2, 0);
    }

    @Test
    void whatIsRememberedRidesAlongWithTheNextTaps() {
        remember(LongStream.range(0, 300), 1);
        var before = bitfields();
        assertThat(known(LongStream.range(0, 300))).containsOnly(1);
        assertThat(bitfields() - before).isEqualTo(2);
    }

    @Test
    void theKeysCarryTheLifeOfTheLedger() {
        remember(LongStream.of(1), 1);
        known(LongStream.of(1));
        assertThat(redis.command("KEYS", "*")).contains("dz:none:taps:").contains("dz:none:ballots:");
    }

    @Test
    void aFloodOfRepeatedTapsStaysOffTheWriter() {
        var site = new TestSite().campaign("one", "perDay: 1");
        try (site) {
            var server = site.server();
            var client = Phone.connections(vertx, 8);
            var phone = Phone.login(client, server, "flood");
            var other = Phone.login(client, server, "other");
            phone.tap("one", "0001");
            Eventually.holds("Redis knows of it", () -> site.redis().calls("bitfield") >= 3);
            site.postgres().countCalls();
            for (int i = 0; i < 200; i++) {
                assertThat(phone.tap("one", "0001").repeat()).isTrue();
            }
            assertThat(site.postgres().calls()).isZero();
            other.tap("one", "0001");
            assertThat(site.postgres().calls()).isEqualTo(1);
        }
    }
}
