package io.dianzan.login.oidc;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Oidc;
import io.dianzan.fault.Refusal;
import io.dianzan.kit.LogCapture;
import io.dianzan.login.Attempt;
import io.dianzan.login.Breaker;
import io.dianzan.login.Identity;
import io.dianzan.login.RedirectLogin.Callback;
import io.dianzan.login.SteadyClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login at a provider that others wrote, with its page for the person's name filled in by hand. */
class OidcProviderTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Attempt ATTEMPT = attempt("myNonce", "myPrivateVerifier-0123456789-0123456789-01234");

    private final HttpClient browser = HttpClient.newHttpClient();
    private MockOAuth2Server provider = new MockOAuth2Server(config("RS256", null));

    @AfterAll
    static void close() {
        await(VERTX.close());
    }

    @AfterEach
    void stop() {
        provider.shutdown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "ES384"})
    void a_person_logs_in(String algorithm) throws Exception {
        provider = new MockOAuth2Server(config(algorithm, null));
        start(0);
        var login = login();

        var alice = await(login.identify(callback(login, "alice"), ATTEMPT));

        assertThat(alice).isEqualTo(new Identity("id", issuer(), "alice", null));
        assertThat(await(login.identify(callback(login, "alice"), ATTEMPT))).isEqualTo(alice);
        assertThat(await(login.identify(callback(login, "bob"), ATTEMPT)).subject())
                .isEqualTo("bob");
    }

    @Test
    void who_does_not_hold_the_verifier_cannot_use_the_code() throws Exception {
        start(0);
        var login = login();
        var other = attempt(ATTEMPT.nonce(), "another-Verifier-0123456789-0123456789-012345");

        assertThat(Scene.reasonOf(login.identify(callback(login, "alice"), other)))
                .isEqualTo(Refusal.CODE_INVALID);
    }

    @Test
    void the_answer_to_another_attempt_is_not_taken() throws Exception {
        start(0);
        var login = login();
        var other = attempt("another", ATTEMPT.verifier());

        assertThat(Scene.reasonOf(login.identify(callback(login, "alice"), other)))
                .isEqualTo(Refusal.STATE_INVALID);
    }

    @Test
    void a_provider_with_a_wrong_clock_is_not_believed() throws Exception {
        for (var seconds : List.of(-7200, 7200)) {
            provider = new MockOAuth2Server(config("RS256", Instant.now().plusSeconds(seconds)));
            start(0);
            var login = login();

            assertThat(Scene.reasonOf(login.identify(callback(login, "alice"), ATTEMPT)))
                    .isEqualTo(Refusal.PROVIDER_DOWN);
            provider.shutdown();
        }
        provider = new MockOAuth2Server();
    }

    @Test
    void a_token_that_was_issued_to_another_client_is_not_taken() throws Exception {
        start(0);
        var login = login();
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(
                "demo", "alice", "JWT", null, Map.of("aud", List.of("dianzan", "another"))));
        assertThat(await(login.identify(callback(login, "alice"), ATTEMPT)).subject())
                .isEqualTo("alice");

        provider.enqueueCallback(
                new DefaultOAuth2TokenCallback("demo", "alice", "JWT", null, Map.of("aud", List.of("another"))));
        assertThat(Scene.reasonOf(login.identify(callback(login, "alice"), ATTEMPT)))
                .isEqualTo(Refusal.PROVIDER_DOWN);
    }

    @Test
    void a_provider_that_comes_up_after_us_is_found() throws Exception {
        var port = freePort();
        var login = new OidcLogin(
                VERTX,
                settings("http://localhost:" + port + "/demo"),
                new Breaker("id", new SteadyClock()),
                Clock.systemUTC());
        assertThat(Scene.reasonOf(login.addressFor(ATTEMPT))).isEqualTo(Refusal.PROVIDER_DOWN);

        start(port);

        assertThat(await(login.identify(callback(login, "alice"), ATTEMPT)).subject())
                .isEqualTo("alice");
    }

    @Test
    void a_provider_whose_certificate_nobody_vouches_for_is_not_trusted() throws Exception {
        provider = new MockOAuth2Server(new OAuth2Config(
                true, null, null, false, new OAuth2TokenProvider(), Set.of(), new MockWebServerWrapper(new Ssl())));
        start(0);
        try (var log = LogCapture.open()) {
            assertThat(issuer()).startsWith("https:");
            assertThat(Scene.reasonOf(login().addressFor(ATTEMPT))).isEqualTo(Refusal.PROVIDER_DOWN);
            assertThat(log.text()).contains("discovery failed: SSLHandshakeException");
        }
    }

    @Test
    void neither_code_nor_token_is_logged() throws Exception {
        start(0);
        var login = login();
        try (var log = LogCapture.open()) {
            var callback = callback(login, "alice");
            await(login.identify(callback, ATTEMPT));

            assertThat(log.text()).doesNotContain(callback.code(), "eyJ", "a private secret", "alice");
        }
    }

    private void start(int port) throws IOException {
        provider.start(InetAddress.getByName("localhost"), port);
    }

    private OidcLogin login() {
        return new OidcLogin(VERTX, settings(issuer()), new Breaker("id", new SteadyClock()), Clock.systemUTC());
    }

    private String issuer() {
        return provider.issuerUrl("demo").toString();
    }

    /** Goes to the address, fills in the name, and is sent back. */
    private Callback callback(OidcLogin login, String name) throws Exception {
        var address = URI.create(await(login.addressFor(ATTEMPT)));
        var page = browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        var filledIn = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + name))
                .build();
        var back = browser.send(filledIn, BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(back).startsWith(ATTEMPT.redirectUri() + "?");
        var pairs = pairs(URI.create(back).getRawQuery());
        assertThat(pairs).containsEntry("state", ATTEMPT.state());
        return new Callback(pairs.get("code"), pairs.get("iss"));
    }

    private static Map<String, String> pairs(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static OAuth2Config config(String algorithm, Instant time) {
        return new OAuth2Config(
                true,
                null,
                null,
                false,
                new OAuth2TokenProvider(new KeyProvider(List.of(), algorithm), time),
                Set.of());
    }

    private static Oidc settings(String issuer) {
        return new Oidc("id", issuer, "dianzan", new Secret("a private secret"));
    }

    private static Attempt attempt(String nonce, String verifier) {
        return new Attempt("id", "myState", verifier, nonce, "https://vote.example/v1/login/id/callback", "/c/demo", 0);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
