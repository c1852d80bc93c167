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
import io.dianzan.kit.Web;
import io.dianzan.login.Breaker;
import io.dianzan.login.Identity;
import io.dianzan.login.SteadyClock;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatMiniProgramTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String SECRET = "a&secret=%";
    private static Sandbox sandbox;
    private static Web control;

    @BeforeAll
    static void start() {
        var clock = new TestClock("2024-02-27T00:00:00Z");
        sandbox = await(Sandbox.start(VERTX, 0, List.of(new SandboxApp("wx1", SECRET)), clock));
        control = new Web(VERTX, sandbox.port());
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void a_code_names_the_person_in_the_app_and_across_apps() {
        var alice = await(wechat().identify(codeOf("alice")));
        var again = await(wechat().identify(codeOf("alice")));

        assertThat(alice.provider()).isEqualTo("wechat");
        assertThat(alice.app()).isEqualTo("wx1");
        assertThat(alice.subject()).hasSize(28).isNotEqualTo(alice.unionSubject());
        assertThat(alice.unionSubject()).hasSize(28);
        assertThat(again).isEqualTo(alice);
    }

    @Test
    void a_person_without_unionid_has_none() {
        control.post("/__sandbox/login-code", "{\"user\":\"lone\",\"union\":false}");

        assertThat(await(wechat().identify(codeOf("lone"))).unionSubject()).isNull();
    }

    @Test
    void a_code_that_was_used_is_told_apart_from_one_that_is_unknown() {
        var code = codeOf("bob");
        await(wechat().identify(code));

        assertThat(refusal(code).reason()).isEqualTo(Refusal.CODE_USED);
        assertThat(refusal("unknown").reason()).isEqualTo(Refusal.CODE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a&secret=x", "a%00", "点赞", "a\n", "../x"})
    void a_code_of_another_shape_is_not_even_sent(String code) {
        var nowhere = program("http://127.0.0.1:1");

        assertThat(reasonOf(failureOf(nowhere.identify(code)))).isEqualTo(Refusal.CODE_INVALID);
        assertThat(reasonOf(failureOf(nowhere.identify("a".repeat(129))))).isEqualTo(Refusal.CODE_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "40029, CODE_INVALID",
        "40163, CODE_USED",
        "40226, ACCOUNT_RISKY",
        "45011, TOO_FAST",
        "40125, PROVIDER_DOWN",
        "40013, PROVIDER_DOWN",
        "50001, PROVIDER_DOWN"
    })
    void each_errcode_has_its_refusal(int errcode, Refusal reason) {
        orderFault(1, errcode);

        assertThat(refusal(codeOf("carol")).reason()).isEqualTo(reason);
    }

    @Test
    void who_logs_in_too_often_is_asked_to_wait_a_minute() {
        orderFault(1, 45011);

        assertThat(refusal(codeOf("dave")).retryAfterSeconds()).isEqualTo(60);
    }

    @Test
    void busy_is_tried_twice_more() {
        orderFault(2, -1);

        assertThat(await(wechat().identify(codeOf("erin"))).subject()).hasSize(28);
    }

    @Test
    void busy_for_the_third_time_is_down_and_nothing_is_left_of_the_ordered_faults() {
        orderFault(3, -1);
        var code = codeOf("frank");

        assertThat(refusal(code).reason()).isEqualTo(Refusal.PROVIDER_DOWN);
        assertThat(await(wechat().identify(code)).subject()).hasSize(28);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>502 Bad Gateway</body></html>",
                "{\"openid\":\"o123\",\"session_k",
                "[]",
                "null",
                "",
                "{}",
                "{\"openid\":\"\"}",
                "{\"openid\":\"a b\"}",
                "{\"openid\":{}}",
                "{\"errcode\":\"x\"}",
                "{\"errcode\":99999999999}"
            })
    void an_answer_that_is_none_is_down(String body) {
        assertDown(socket -> socket.handler(request -> socket.write(http(200, body))));
    }

    @Test
    void a_success_may_carry_errcode_0_and_more_fields_than_we_know() {
        var body = "{\"errcode\":0,\"errmsg\":\"ok\",\"openid\":\"oX\",\"session_key\":\"k\",\"expires_in\":7200}";
        var port = hostile(socket -> socket.handler(request -> socket.write(http(200, body))));

        assertThat(await(program("http://127.0.0.1:" + port).identify("code")))
                .isEqualTo(new Identity("wechat", "wx1", "oX", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 500, 502})
    void another_status_than_200_is_down(int status) {
        assertDown(socket -> socket.handler(request -> socket.write(http(status, "{\"openid\":\"oX\"}"))));
    }

    @Test
    void a_cut_connection_is_down() {
        assertDown(NetSocket::close);
        assertDown(socket -> socket.handler(request -> socket.close()));
        assertDown(socket -> socket.handler(request ->
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{").onComplete(written -> socket.close())));
    }

    @Test
    void silence_is_down_within_the_deadline() {
        assertDown(socket -> socket.handler(request -> {}));
    }

    @Test
    void a_drip_of_bytes_does_not_stretch_the_deadline() {
        assertDown(socket -> socket.handler(request -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
            VERTX.setPeriodic(100, tick -> socket.write(" "));
        }));
    }

    @Test
    void a_huge_body_is_down_and_not_read_to_its_end() {
        assertDown(socket -> socket.handler(request -> {
            socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            VERTX.setPeriodic(1, tick -> socket.write("400\r\n" + " ".repeat(1024) + "\r\n"));
        }));
    }

    @Test
    void nobody_there_is_down() {
        assertThat(reasonOf(failureOf(program("http://127.0.0.1:1").identify("code"))))
                .isEqualTo(Refusal.PROVIDER_DOWN);
    }

    private static void assertDown(Handler<NetSocket> behaviour) {
        var calls = new AtomicInteger();
        var port = hostile(socket -> {
            calls.incrementAndGet();
            behaviour.handle(socket);
        });
        try (var log = LogCapture.open()) {
            var began = System.nanoTime();
            var failure = failureOf(program("http://127.0.0.1:" + port).identify("myPrivateCode"));

            assertThat(reasonOf(failure)).isEqualTo(Refusal.PROVIDER_DOWN);
            assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
            assertThat(System.nanoTime() - began).isLessThan(4_000_000_000L);
            assertThat(calls).hasValue(1);
            assertThat(log.text())
                    .contains("/sns/jscode2session failed")
                    .doesNotContain("myPrivateCode", "secret", "o123", "oX");
        }
    }

    /** A server that speaks as the test wants, not as HTTP wants. */
    private static int hostile(Handler<NetSocket> behaviour) {
        return await(VERTX.createNetServer().connectHandler(behaviour).listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static Buffer http(int status, String body) {
        return Buffer.buffer("HTTP/1.1 " + status + " X\r\nContent-Type: text/html\r\nContent-Length: "
                + Buffer.buffer(body).length() + "\r\n\r\n" + body);
    }

    private static WechatMiniProgram wechat() {
        return program(sandbox.url());
    }

    private static WechatMiniProgram program(String apiUrl) {
        var settings = new Wechat(
                "wechat", WechatChannel.MINI_PROGRAM, "wx1", new Secret(SECRET), apiUrl, null, false, null, null);
        var breaker = new Breaker("wechat", new SteadyClock());
        return new WechatMiniProgram(new WechatApi(VERTX, apiUrl, breaker), settings);
    }

    private static Refused refusal(String code) {
        return (Refused) failureOf(wechat().identify(code));
    }

    private static Refusal reasonOf(Throwable failure) {
        assertThat(failure).isInstanceOf(Refused.class);
        return ((Refused) failure).reason();
    }

    private static void orderFault(int times, int errcode) {
        control.post("/__sandbox/fault", "{\"times\":" + times + ",\"errcode\":" + errcode + "}");
    }

    private static String codeOf(String user) {
        return control.post("/__sandbox/login-code", "{\"user\":\"" + user + "\"}")
                .json()
                .getString("code");
    }
}
