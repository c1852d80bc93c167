package io.dianzan.login.oidc;

import static io.dianzan.kit.Await.await;
import static io.dianzan.login.oidc.Scene.ATTEMPT;
import static io.dianzan.login.oidc.Scene.CODE;
import static io.dianzan.login.oidc.Scene.VERTX;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.kit.LogCapture;
import io.dianzan.kit.TestClock;
import io.dianzan.login.Attempt;
import io.dianzan.login.Breaker;
import io.dianzan.login.RedirectLogin.Callback;
import io.dianzan.login.SteadyClock;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way there, the way back, and an issuer that answers as none should. */
class OidcExchangeTest {
    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void the_browser_is_sent_with_all_that_binds_the_answer_to_it_and_asks_for_nothing_more() {
        var address = URI.create(await(scene.login.addressFor(ATTEMPT)));

        assertThat(address.toString()).startsWith(scene.issuer.url() + "/authorize?");
        assertThat(pairs(address.getRawQuery()))
                .hasSize(8)
                .containsEntry("response_type", "code")
                .containsEntry("scope", "openid")
                .containsEntry("client_id", Scene.CLIENT)
                .containsEntry("redirect_uri", ATTEMPT.redirectUri())
                .containsEntry("state", ATTEMPT.state())
                .containsEntry("nonce", ATTEMPT.nonce())
                .containsEntry("code_challenge_method", "S256");
        assertThat(address.toString()).doesNotContain(ATTEMPT.verifier());
    }

    /** The pair of RFC 7636, appendix B. */
    @Test
    void the_challenge_is_that_of_the_standard() {
        var attempt = new Attempt("id", "s", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "n", "u", "/", 0);

        assertThat(Authorization.address("https://id.example/a?tenant=1", "me", attempt))
                .startsWith("https://id.example/a?tenant=1&response_type=code&")
                .contains("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&");
    }

    @Test
    void the_secret_goes_encoded_into_the_header() {
        scene.assertAdmits("alice");

        var basic = scene.issuer.authorization().replaceFirst("^Basic ", "");
        assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.US_ASCII))
                .isEqualTo("dianzan:a+private%26secret%3D%25");
        assertThat(pairs(scene.issuer.form()))
                .hasSize(4)
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", CODE)
                .containsEntry("code_verifier", ATTEMPT.verifier())
                .containsEntry("redirect_uri", ATTEMPT.redirectUri());
    }

    @Test
    void the_secret_goes_into_the_form_where_the_issuer_takes_it_only_there() {
        scene.issuer.says("token_endpoint_auth_methods_supported", new JsonArray().add("client_secret_post"));
        scene.assertAdmits("alice");

        assertThat(scene.issuer.authorization()).isNull();
        assertThat(pairs(scene.issuer.form()))
                .containsEntry("client_id", Scene.CLIENT)
                .containsEntry("client_secret", Scene.SECRET);
    }

    @Test
    void a_client_without_a_secret_gives_its_name() {
        try (var open = new Scene("")) {
            open.assertAdmits("alice");

            assertThat(open.issuer.authorization()).isNull();
            assertThat(pairs(open.issuer.form())).hasSize(5).containsEntry("client_id", Scene.CLIENT);
        }
    }

    @Test
    void an_issuer_that_takes_no_secret_does_not_get_one() {
        scene.issuer.says("token_endpoint_auth_methods_supported", new JsonArray().add("private_key_jwt"));

        scene.assertRefuses(Refusal.PROVIDER_DOWN);
        assertThat(scene.issuer.calls(StubIssuer.TOKEN)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "点赞", "a\nb", "a\u0000"})
    void a_code_of_another_shape_is_not_even_sent(String code) {
        assertThat(reasonOf(new Callback(code, null))).isEqualTo(Refusal.CODE_INVALID);
        assertThat(reasonOf(new Callback("a".repeat(4097), null))).isEqualTo(Refusal.CODE_INVALID);
        assertThat(reasonOf(new Callback(null, null))).isEqualTo(Refusal.CODE_INVALID);
        assertThat(scene.issuer.calls(StubIssuer.DISCOVERY)).isZero();
    }

    @Test
    void a_code_cannot_add_a_parameter() {
        assertThat(await(scene.login.identify(new Callback("a&client_id=x+%26", null), ATTEMPT))
                        .subject())
                .isEqualTo("alice");

        assertThat(pairs(scene.issuer.form())).hasSize(4).containsEntry("code", "a&client_id=x+%26");
    }

    @Test
    void an_answer_in_another_issuers_name_is_not_taken() {
        assertThat(reasonOf(new Callback(CODE, "https://evil.example"))).isEqualTo(Refusal.STATE_INVALID);
        assertThat(reasonOf(new Callback(CODE, ""))).isEqualTo(Refusal.STATE_INVALID);
        assertThat(scene.issuer.calls(StubIssuer.TOKEN)).isZero();

        var named = new Callback(CODE, scene.issuer.url());
        assertThat(await(scene.login.identify(named, ATTEMPT)).subject()).isEqualTo("alice");
    }

    @Test
    void an_issuer_that_always_names_itself_must_do_so() {
        scene.issuer.says("authorization_response_iss_parameter_supported", true);

        scene.assertRefuses(Refusal.STATE_INVALID);
        assertThat(scene.issuer.calls(StubIssuer.TOKEN)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, CODE_INVALID, ''",
        "401, invalid_grant, CODE_INVALID, ''",
        "400, invalid_request, PROVIDER_DOWN, invalid_request",
        "401, invalid_client, PROVIDER_DOWN, invalid_client",
        "400, privateWord, PROVIDER_DOWN, HTTP 400",
        "429, slow_down, PROVIDER_DOWN, HTTP 429"
    })
    void each_error_has_its_refusal(int status, String error, Refusal reason, String logged) {
        scene.issuer.answers(status, "{\"error\":\"" + error + "\",\"error_description\":\"myPrivateCode is bad\"}");

        try (var log = LogCapture.open()) {
            scene.assertRefuses(reason);
            assertThat(log.text()).contains(logged).doesNotContain(CODE, "privateWord", Scene.SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html>myPrivateCode</html>",
                "{\"id_token\":null}",
                "{\"id_token\":{}}",
                "{\"id_token\":\"eyJ"
            })
    void an_answer_that_is_none_is_down(String body) {
        for (var path : new String[] {StubIssuer.DISCOVERY, StubIssuer.KEYS, StubIssuer.TOKEN}) {
            assertDown(path, request -> request.response()
                    .putHeader("Content-Type", "text/html")
                    .end(body));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 404, 418, 500, 502, 503})
    void another_status_than_200_is_down_and_no_redirect_is_followed(int status) {
        for (var path : new String[] {StubIssuer.DISCOVERY, StubIssuer.KEYS, StubIssuer.TOKEN}) {
            assertDown(path, request -> request.response()
                    .setStatusCode(status)
                    .putHeader("Location", "/elsewhere")
                    .end("<p>myPrivateCode</p>"));
        }
        assertThat(scene.issuer.calls("/elsewhere")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {StubIssuer.DISCOVERY, StubIssuer.KEYS, StubIssuer.TOKEN})
    void a_cut_connection_is_down(String path) {
        assertDown(path, request -> request.connection().close());
        assertDown(path, request -> {
            request.response().putHeader("Content-Length", "99").write("{");
            request.connection().close();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {StubIssuer.DISCOVERY, StubIssuer.KEYS, StubIssuer.TOKEN})
    void silence_is_down_within_the_deadline(String path) {
        assertDown(path, request -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {StubIssuer.DISCOVERY, StubIssuer.KEYS, StubIssuer.TOKEN})
    void a_drip_of_bytes_does_not_stretch_the_deadline(String path) {
        assertDown(path, request -> {
            request.response().setChunked(true);
            var drip = VERTX.setPeriodic(100, tick -> request.response().write(" "));
            request.connection().closeHandler(closed -> VERTX.cancelTimer(drip));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {StubIssuer.DISCOVERY, StubIssuer.KEYS, StubIssuer.TOKEN})
    void a_huge_answer_is_down_and_not_read_to_its_end(String path) {
        assertDown(path, request -> request.response().end(" ".repeat(64 * 1024 + 1)));
    }

    @Test
    void a_crowd_here_is_no_crowd_at_the_issuer() {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var answer = "{\"id_token\":\"" + scene.token(right -> right) + "\"}";
        scene.issuer.does(StubIssuer.TOKEN, request -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            VERTX.setTimer(10, late -> {
                underWay.decrementAndGet();
                request.response().end(answer);
            });
        });

        await(Future.all(
                IntStream.range(0, 200).mapToObj(login -> scene.identify()).toList()));

        assertThat(most.get()).isBetween(2, 32);
    }

    @Test
    void nobody_there_is_down() {
        var nobody = new OidcLogin(
                VERTX,
                Scene.settings("http://127.0.0.1:1", ""),
                new Breaker("id", new SteadyClock()),
                new TestClock("2024-02-27T00:00:00Z"));

        assertThat(Scene.reasonOf(nobody.addressFor(ATTEMPT))).isEqualTo(Refusal.PROVIDER_DOWN);
        assertThat(Scene.reasonOf(nobody.identify(new Callback(CODE, null), ATTEMPT)))
                .isEqualTo(Refusal.PROVIDER_DOWN);
    }

    @Test
    void a_login_goes_on_where_it_was_begun_whichever_loop_fetched_the_keys() {
        var stayed = new ConcurrentLinkedQueue<Boolean>();
        var four = new DeploymentOptions().setInstances(4);
        await(VERTX.deployVerticle(
                () -> verticle(() -> {
                    var loop = Thread.currentThread();
                    return scene.identify().map(identity -> stayed.add(Thread.currentThread() == loop));
                }),
                four));

        assertThat(stayed).hasSize(4).containsOnly(true);
        assertThat(scene.issuer.calls(StubIssuer.KEYS)).isOne();
    }

    private static Deployable verticle(Supplier<Future<?>> start) {
        return new VerticleBase() {
            @Override
            public Future<?> start() {
                return start.get();
            }
        };
    }

    @Test
    void neither_code_nor_secret_nor_token_is_logged_or_shown() {
        try (var log = LogCapture.open()) {
            scene.assertAdmits("alice");
            scene.issuer.gives(scene.token(token -> token.subject(null)));
            scene.assertRefuses(Refusal.PROVIDER_DOWN);

            assertThat(log.text())
                    .contains("token failed: sub")
                    .doesNotContain("eyJ", CODE, Scene.SECRET, "private%26secret", "privateAccess", "Basic ");
            assertThat(log.text()).doesNotContain(ATTEMPT.verifier(), ATTEMPT.nonce(), ATTEMPT.state(), "alice");
        }
    }

    private void assertDown(String path, Handler<HttpServerRequest> fault) {
        try (var elsewhere = new Scene();
                var log = LogCapture.open()) {
            elsewhere.issuer.does(path, fault);
            var began = System.nanoTime();
            elsewhere.assertRefuses(Refusal.PROVIDER_DOWN);

            assertThat(System.nanoTime() - began).isLessThan(4_000_000_000L);
            assertThat(elsewhere.issuer.calls(path)).isOne();
            assertThat(log.text())
                    .containsPattern("provider id: (discovery|keys|token|login) failed: ")
                    .doesNotContain(CODE, "secret", "eyJ", ATTEMPT.verifier());
        }
    }

    private Refusal reasonOf(Callback callback) {
        return Scene.reasonOf(scene.login.identify(callback, ATTEMPT));
    }

    /** Fails where a name stands twice. */
    private static Map<String, String> pairs(String form) {
        return Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
