package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.LogCapture;
import io.dianzan.kit.TestClock;
import io.dianzan.login.Breaker;
import io.dianzan.login.Identity;
import io.dianzan.login.ProviderHealth.State;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ails WeChat: people are told at once and honestly, and are let in again when it is over. */
class SickProviderTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String PATH = "/sns/jscode2session";
    private static final String WELL = "{\"openid\":\"oPrivate\"}";

    private final StubWechat wechat = new StubWechat(VERTX);
    private final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    private final Breaker breaker = new Breaker("wechat", clock);
    private final WechatMiniProgram program = program();

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    /** What it answers. */
    enum Ailment {
        SILENCE(asked -> Promise.<String>promise().future()),
        HTML(asked -> Future.succeededFuture("<html>oPrivate</html>")),
        HALF_AN_ANSWER(asked -> Future.succeededFuture("{\"openid\":\"oPri")),
        CUT(asked -> Future.succeededFuture()),
        BUSY(asked -> Future.succeededFuture("{\"errcode\":-1,\"errmsg\":\"system error\"}"));

        private final Function<StubWechat.Asked, Future<String>> answer;

        Ailment(Function<StubWechat.Asked, Future<String>> answer) {
            this.answer = answer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_is_left_alone_and_tried_again(Ailment ailment) {
        wechat.onLater(PATH, ailment.answer);
        try (var log = LogCapture.open()) {
            login(20);
            assertThat(breaker.state()).isEqualTo(State.OPEN);
            var calls = wechat.calls();

            assertThat(login(50))
                    .allMatch(each -> each.reason() == Refusal.PROVIDER_DOWN)
                    .allMatch(each -> each.retryAfterSeconds() == 5);
            assertThat(wechat.calls()).isEqualTo(calls);

            wechat.on(PATH, WELL);
            clock.forward(Duration.ofSeconds(6));
            for (int i = 0; i < 3; i++) {
                assertThat(await(identify()).subject()).isEqualTo("oPrivate");
            }
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            assertThat(log.text()).doesNotContain("myPrivateCode", "aSecret", "oPrivate", "oPri");
        }
    }

    @Test
    void a_minute_of_busy_costs_it_a_few_probes_and_no_more() {
        wechat.on(PATH, "{\"errcode\":-1}");
        login(10);
        var opening = wechat.calls();
        for (int second = 0; second < 60; second++) {
            clock.forward(Duration.ofSeconds(1));
            login(20);
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        // three probes every five seconds, each tried three times
        assertThat(wechat.calls() - opening).isBetween(3, 60 / 5 * 3 * 3);

        wechat.on(PATH, WELL);
        clock.forward(Duration.ofSeconds(6));
        for (int i = 0; i < 20; i++) {
            assertThat(await(identify()).subject()).isEqualTo("oPrivate");
        }
    }

    @Test
    void what_heals_when_it_is_tried_again_is_no_failure() {
        for (int i = 0; i < 20; i++) {
            var tries = new AtomicInteger();
            wechat.on(PATH, asked -> tries.incrementAndGet() < 3 ? "{\"errcode\":-1}" : WELL);
            assertThat(await(identify()).subject()).isEqualTo("oPrivate");
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void forged_codes_and_a_wrong_secret_do_not_close_the_door_to_others() {
        for (var errcode : new int[] {40029, 40163, 40226, 45011, 40125, 40164}) {
            wechat.on(PATH, "{\"errcode\":" + errcode + "}");
            login(40);
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        wechat.on(PATH, WELL);
        assertThat(await(identify()).subject()).isEqualTo("oPrivate");
    }

    @Test
    void more_than_can_wait_are_told_that_we_are_busy() {
        wechat.onLater(PATH, asked -> Promise.<String>promise().future());

        var reasons = login(1_500).stream().map(Refused::reason).toList();

        assertThat(reasons)
                .contains(Refusal.BUSY, Refusal.PROVIDER_DOWN)
                .containsOnly(Refusal.BUSY, Refusal.PROVIDER_DOWN);
        assertThat(wechat.calls()).isBetween(1, 1_000);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    /** So many people at once, none of whom gets in. */
    private List<Refused> login(int people) {
        return IntStream.range(0, people).mapToObj(each -> identify()).toList().stream()
                .map(each -> (Refused) failureOf(each))
                .toList();
    }

    private Future<Identity> identify() {
        return program.identify("myPrivateCode");
    }

    private WechatMiniProgram program() {
        var settings = new Wechat(
                "wechat",
                WechatChannel.MINI_PROGRAM,
                "wx1",
                new Secret("aSecret"),
                wechat.url(),
                null,
                false,
                null,
                null);
        return new WechatMiniProgram(new WechatApi(VERTX, wechat.url(), breaker), settings);
    }
}
