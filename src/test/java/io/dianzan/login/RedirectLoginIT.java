package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Cookies;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.TestClock;
import io.dianzan.kit.TestGuard;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestRedis;
import io.dianzan.store.RedisAddress;
import io.dianzan.store.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser goes to a provider and comes back, on real stores; the provider is the test's own. */
class RedirectLoginIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestClock CLOCK = new TestClock("2024-02-27T00:00:00Z");
    private static final TestRedis REDIS = new TestRedis();
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final Set<String> SPENT = ConcurrentHashMap.newKeySet();
    private static final AtomicReference<Attempt> SENT = new AtomicReference<>();
    private static final List<RedisLink> LINKS = new ArrayList<>();
    private static int here;
    private static int there;

    /** Knows every code; a code is good once. */
    private record House(String name) implements RedirectLogin {
        @Override
        public String channel() {
            return name;
        }

        @Override
        public boolean opensIn(String userAgent) {
            return userAgent == null || !userAgent.contains("Safari");
        }

        @Override
        public Future<String> addressFor(Attempt attempt) {
            SENT.set(attempt);
            return Future.succeededFuture("https://id.example/authorize?state=" + attempt.state());
        }

        @Override
        public Future<Identity> identify(Callback callback, Attempt attempt) {
            ASKED.incrementAndGet();
            if (!SPENT.add(callback.code())) {
                return Future.failedFuture(Refusal.CODE_USED.refused());
            }
            return callback.code().startsWith("bad")
                    ? Future.failedFuture(Refusal.CODE_INVALID.refused())
                    : Future.succeededFuture(new Identity(name, "app", "subject-of-" + callback.code(), null));
        }
    }

    @BeforeAll
    static void start() {
        var pool = TestPostgres.fresh().pool(VERTX, 8);
        await(new KeysInUse(pool, Map.of(KeysInUse.SUBJECTS, TestKeys.ring("s"), KeysInUse.TOKENS, TestKeys.ring("k1")))
                .report());
        here = serve(new Voters(new VoterTable(pool), new SubjectHash(TestKeys.ring("s")), new NoRules(), 0));
        there = serve(new Voters(new VoterTable(pool), new SubjectHash(TestKeys.ring("s")), new NoRules(), 0));
    }

    private static int serve(Voters voters) {
        var link = RedisLink.quiet(VERTX, new RedisAddress(REDIS.url(), new Secret("")));
        var settings = new ServerConfig.Tokens("dianzan", Duration.ofDays(7), null);
        var tokens = new Tokens(TestKeys.ring("k1"), settings, CLOCK, () -> "k1");
        var guard = TestGuard.of(tokens);
        var envelope = new Envelope(TestKeys.ring("k1"), "logins", () -> "k1");
        var seal = new AttemptSeal(envelope, CLOCK);
        var attempts = new Attempts(TestGuard.SITE, new Cookies(TestGuard.SITE), seal, new SpentStates(link));
        var logins = new Logins(
                new KnownCodes(VERTX, link, envelope),
                voters,
                new Revocations(null, Duration.ofDays(7)),
                new LoginMeters(new SimpleMeterRegistry()));
        var routes = new LoginRoutes(
                List.of(new House("house"), new House("other")), logins, attempts, guard, (ctx, voter) -> {});
        link.open();
        Eventually.holds("Redis is there", () -> !link.away());
        LINKS.add(link);
        return await(VERTX.createHttpServer().requestHandler(router(routes)).listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static Router router(LoginRoutes routes) {
        var router = Router.router(VERTX);
        Faults.mount(router);
        router.get("/v1/login/:provider").handler(((Endpoint) routes::start).handler());
        router.get("/v1/login/:provider/callback").handler(((Endpoint) routes::callback).handler());
        router.post("/v1/login/:provider").handler(((Endpoint) routes::login).handler());
        return router;
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        REDIS.close();
    }

    @BeforeEach
    void nobodyAsked() {
        ASKED.set(0);
    }

    /** A browser that was sent away, and keeps what it was told to keep. */
    private record Browser(String cookie, String state) {
        static Browser sentTo(String provider, String to) {
            return sentTo(provider, to, "other=1");
        }

        static Browser sentTo(String provider, String to, String cookies) {
            var ask = new Ask("GET", "/v1/login/" + provider).header("Cookie", cookies);
            var answer = (to == null ? ask : ask.query("to", to)).of(here);
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
            var location = answer.headers().get("Location");
            var cookie = answer.headers().get("Set-Cookie");
            assertThat(cookie).startsWith("__Host-login").contains("Path=/", "HTTPOnly", "Secure", "SameSite=Lax");
            return new Browser(
                    cookie.substring(0, cookie.indexOf(';')), location.substring(location.indexOf("state=") + 6));
        }

        Answer back(int port, String provider, String code) {
            return back(port, provider, code, state);
        }

        Answer back(int port, String provider, String code, String withState) {
            var ask = new Ask("GET", "/v1/login/" + provider + "/callback").query("state", withState);
            if (cookie != null) {
                ask.header("Cookie", cookie);
            }
            return (code == null ? ask : ask.query("code", code)).of(port);
        }
    }

    @Test
    void a_browser_comes_back_logged_in_to_where_it_wanted_to_go() {
        var answer = Browser.sentTo("house", "/c/demo?page=2").back(there, "house", "alice");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().get("Location")).isEqualTo("/c/demo?page=2");
        assertThat(answer.headers().get("Set-Cookie"))
                .startsWith("__Host-vote=")
                .contains("Path=/", "HTTPOnly", "Secure", "SameSite=Lax");
    }

    @Test
    void one_that_the_provider_would_turn_away_goes_to_the_page_which_says_what_there_is_for_it() {
        var answer = new Ask("GET", "/v1/login/house")
                .query("to", "/c/demo")
                .header("User-Agent", "Safari/604.1")
                .of(here);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers()).containsEntry("Location", "/c/demo").doesNotContainKey("Set-Cookie");
    }

    @Test
    void without_a_wish_it_goes_home_and_the_provider_is_told_where_we_are() {
        var answer = Browser.sentTo("house", null).back(here, "house", "bob");

        assertThat(answer.headers().get("Location")).isEqualTo("/");
        assertThat(SENT.get().redirectUri()).isEqualTo("https://vote.example/v1/login/house/callback");
        assertThat(SENT.get().verifier())
                .hasSizeGreaterThanOrEqualTo(43)
                .isNotEqualTo(SENT.get().nonce());
        assertThat(SENT.get().state()).matches("[A-Za-z0-9]{32}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/\t/evil.example"
            })
    void nobody_is_sent_elsewhere(String to) {
        var answer = new Ask("GET", "/v1/login/house").query("to", to).of(here);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"to\"");
        assertThat(answer.headers()).doesNotContainKeys("Location", "Set-Cookie");
    }

    @Test
    void who_declines_comes_back_as_he_was() {
        var answer = Browser.sentTo("house", "/c/demo").back(here, "house", null);

        assertThat(answer.headers().get("Location")).isEqualTo("/c/demo");
        assertThat(answer.headers()).doesNotContainKey("Set-Cookie");
    }

    @Test
    void a_code_may_be_as_long_as_an_issuer_likes_that_puts_a_session_into_it() {
        var answer = Browser.sentTo("house", "/c/demo").back(here, "house", "long" + "x".repeat(2_000));

        assertThat(answer.status()).isEqualTo(303);
    }

    @Test
    void a_second_callback_with_the_same_code_is_the_same_login() {
        var browser = Browser.sentTo("house", "/c/demo");
        assertThat(browser.back(here, "house", "carol").status()).isEqualTo(303);

        var second = browser.back(there, "house", "carol");

        assertThat(second.status()).isEqualTo(303);
        assertThat(second.headers().get("Set-Cookie")).startsWith("__Host-vote=");
        assertThat(ASKED).hasValue(1);
    }

    @Test
    void a_state_that_was_used_takes_no_other_code() {
        var browser = Browser.sentTo("house", "/c/demo");
        browser.back(here, "house", "dave");

        assertRefused(browser.back(there, "house", "mallory"), "state-invalid");
        assertThat(ASKED).hasValue(1);
    }

    @Test
    void a_state_of_another_browser_is_none() {
        var attacker = Browser.sentTo("house", "/c/demo");
        var victim = Browser.sentTo("house", "/c/demo");

        assertRefused(victim.back(here, "house", "mallory", attacker.state()), "state-invalid");
        assertRefused(new Browser(null, null).back(here, "house", "mallory", attacker.state()), "state-invalid");
        assertRefused(
                new Browser("__Host-login=forged", null).back(here, "house", "m", attacker.state()), "state-invalid");
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void a_code_that_somebody_saw_is_of_no_use_in_an_attempt_of_his_own() {
        assertThat(Browser.sentTo("house", "/c/demo")
                        .back(here, "house", "seen")
                        .status())
                .isEqualTo(303);

        assertRefused(Browser.sentTo("house", "/c/demo").back(there, "house", "seen"), "code-used");
    }

    @Test
    void what_somebody_wrote_into_redis_makes_nobody_a_voter() {
        var browser = Browser.sentTo("house", "/c/demo");
        REDIS.command("SET", LoginKeys.code("house", browser.state(), "planted"), "1_0_page_true");

        assertThat(browser.back(here, "house", "planted").status()).isEqualTo(303);
        assertThat(ASKED).hasValue(1);
    }

    @Test
    void two_tabs_log_in_side_by_side() {
        var first = Browser.sentTo("house", "/c/demo");
        var second = Browser.sentTo("house", "/s/other", first.cookie());
        var both = first.cookie() + "; " + second.cookie();

        assertThat(second.cookie()).startsWith("__Host-login2=");
        assertThat(new Browser(both, first.state())
                        .back(here, "house", "judy")
                        .headers()
                        .get("Location"))
                .isEqualTo("/c/demo");
        assertThat(new Browser(both, second.state())
                        .back(there, "house", "judy2")
                        .headers()
                        .get("Location"))
                .isEqualTo("/s/other");
    }

    @Test
    void an_attempt_with_one_provider_is_none_with_another() {
        assertRefused(Browser.sentTo("house", "/").back(here, "other", "erin"), "state-invalid");
    }

    @Test
    void a_code_that_the_provider_refuses_is_refused_again_without_asking() {
        var browser = Browser.sentTo("house", "/");

        assertRefused(browser.back(here, "house", "bad-code"), "code-invalid");
        assertRefused(browser.back(there, "house", "bad-code"), "code-invalid");
        assertThat(ASKED).hasValue(1);
    }

    @Test
    void one_kind_of_provider_is_not_the_other() {
        var answer = new Ask("POST", "/v1/login/house").body("{\"code\":\"x\"}").of(here);

        assertRefused(answer, "provider-unknown");
        assertRefused(new Ask("GET", "/v1/login/nobody").of(here), "provider-unknown");
    }

    @Test
    void without_redis_logins_go_on() {
        var browser = Browser.sentTo("house", "/c/demo");
        REDIS.kill();
        try {
            assertThat(browser.back(here, "house", "frank").status()).isEqualTo(303);
            assertThat(Browser.sentTo("house", "/")
                            .back(there, "house", "grace")
                            .status())
                    .isEqualTo(303);
        } finally {
            REDIS.start();
            Eventually.holds("Redis is back", () -> LINKS.stream().noneMatch(RedisLink::away));
        }
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.body()).contains("\"" + code + "\"");
        assertThat(answer.headers()).doesNotContainKeys("Location", "Set-Cookie");
    }
}
