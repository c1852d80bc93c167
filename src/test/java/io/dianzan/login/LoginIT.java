package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.http.Reply;
import io.dianzan.kit.TestClock;
import io.dianzan.kit.TestGuard;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.Web;
import io.dianzan.login.wechat.WechatApi;
import io.dianzan.login.wechat.WechatMiniProgram;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.dianzan.store.RedisAddress;
import io.dianzan.store.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A phone logs in over real HTTP, against the sandbox and a real database. */
class LoginIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestClock CLOCK = new TestClock("2024-02-27T00:00:00Z");
    private static final Tokens TOKENS = new Tokens(
            TestKeys.ring("k1"), new ServerConfig.Tokens("dianzan", Duration.ofDays(7), null), CLOCK, () -> "k1");
    private static Web control;
    private static Web phone;

    @BeforeAll
    static void start() {
        var sandbox = await(Sandbox.start(VERTX, 0, List.of(new SandboxApp("wx1", "s1")), CLOCK));
        control = new Web(VERTX, sandbox.port());
        var settings = new Wechat(
                "wechat", WechatChannel.MINI_PROGRAM, "wx1", new Secret("s1"), sandbox.url(), null, false, null, null);
        var wechat = new WechatMiniProgram(
                new WechatApi(VERTX, sandbox.url(), new Breaker("wechat", new SteadyClock())), settings);
        var pool = TestPostgres.fresh().pool(VERTX, 4);
        await(new KeysInUse(
                        pool, Map.of(KeysInUse.SUBJECTS, TestKeys.ring("s1"), KeysInUse.TOKENS, TestKeys.ring("k1")))
                .report());
        var voters = new Voters(new VoterTable(pool), new SubjectHash(TestKeys.ring("s1")), new NoRules(), 0);
        // never opened: Redis is away, and logins go on
        var redis = RedisLink.quiet(VERTX, new RedisAddress("redis://127.0.0.1:1", new Secret("")));
        var logins = new Logins(
                new KnownCodes(VERTX, redis, new Envelope(TestKeys.ring("k1"), "logins", () -> "k1")),
                voters,
                new Revocations(pool, Duration.ofDays(7)),
                new LoginMeters(new SimpleMeterRegistry()));
        var guard = TestGuard.of(TOKENS);
        phone = new Web(VERTX, serve(new LoginRoutes(List.of(wechat), logins, null, guard, (ctx, voter) -> {}), guard));
    }

    private static int serve(LoginRoutes login, VoterGuard guard) {
        var router = Router.router(VERTX);
        Faults.mount(router);
        router.route().handler(BodyHandler.create(false).setBodyLimit(1024));
        router.post("/v1/login/:provider").handler(((Endpoint) login::login).handler());
        Endpoint me = ctx -> Future.succeededFuture(
                Reply.json(Map.of("voter", guard.voterOf(ctx).voter())));
        router.get("/me").handler(me.handler());
        return await(VERTX.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void a_phone_trades_its_code_for_a_token_that_names_its_voter() {
        var answer = phone.post("/v1/login/wechat", "{\"code\":\"" + codeOf("alice") + "\",\"privacy\":3}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().fieldNames()).containsExactly("token", "expires");
        assertThat(answer.json().getLong("expires")).isEqualTo(CLOCK.instant().getEpochSecond() + 7 * 24 * 3600);
        var token = answer.json().getString("token");
        assertThat(phone.get("/me", "Bearer " + token).json().getLong("voter"))
                .isEqualTo(TOKENS.verify(token).voter());
        assertThat(phone.get("/me", "bearer " + token).status()).isEqualTo(200);
    }

    @Test
    void two_logins_of_one_person_name_one_voter() {
        assertThat(voterOf("bob")).isEqualTo(voterOf("bob")).isNotEqualTo(voterOf("carol"));
    }

    @Test
    void a_code_is_good_for_one_login() {
        var body = "{\"code\":\"" + codeOf("dave") + "\"}";
        phone.post("/v1/login/wechat", body);

        var again = phone.post("/v1/login/wechat", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("code-used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/login/nobody | {\"code\":\"x\"}       | 404 | provider-unknown",
                "/v1/login/wechat | {\"code\":\"x\"}       | 400 | code-invalid",
                "/v1/login/wechat | {\"code\":\"a b\"}     | 400 | code-invalid",
                "/v1/login/wechat | {\"privacy\":3}        | 400 | malformed",
                "/v1/login/wechat | {\"code\":             | 400 | malformed",
                "/v1/login/wechat | ''                     | 400 | malformed",
                "/v1/login/wechat | []                     | 400 | malformed",
                "/v1/login/wechat | {\"code\":{}}          | 400 | malformed",
                "/v1/login/wechat | {\"code\":\"x\"} {}    | 400 | malformed",
                "/v1/login/       | {\"code\":\"x\"}       | 404 | path-unknown",
            })
    void a_login_that_makes_no_sense_is_refused_and_the_server_goes_on(
            String uri, String body, int status, String code) {
        var answer = phone.post(uri, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(voterOf("erin")).isPositive();
    }

    @Test
    void a_body_that_is_too_large_is_refused_and_the_server_goes_on() {
        var answer = phone.post("/v1/login/wechat", "{\"code\":\"" + "x".repeat(5000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("too-large");
        assertThat(voterOf("erin")).isPositive();
    }

    @Test
    void a_provider_that_is_down_is_a_503_with_a_time_to_come_back() {
        var code = codeOf("frank");
        control.post("/__sandbox/fault", "{\"times\":1,\"errcode\":40013}");

        var answer = phone.post("/v1/login/wechat", "{\"code\":\"" + code + "\"}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("provider-down");
        assertThat(answer.retryAfter()).matches("[1-5]");
    }

    @ParameterizedTest
    @CsvSource({"Bearer", "Bearer x", "Basic YTpi", "x", "Bearer a.b.c"})
    void without_a_good_token_a_phone_is_asked_to_log_in(String authorization) {
        assertThat(phone.get("/me").code()).isEqualTo("login-required");

        var answer = phone.get("/me", authorization);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("login-required");
        assertThat(answer.challenge()).isEqualTo("Bearer");
    }

    private static long voterOf(String user) {
        var answer = phone.post("/v1/login/wechat", "{\"code\":\"" + codeOf(user) + "\"}");
        return TOKENS.verify(answer.json().getString("token")).voter();
    }

    private static String codeOf(String user) {
        return control.post("/__sandbox/login-code", "{\"user\":\"" + user + "\"}")
                .json()
                .getString("code");
    }
}
