package io.dianzan.login.oidc;

import static io.dianzan.kit.Await.await;
import static io.dianzan.login.oidc.Scene.ATTEMPT;
import static io.dianzan.login.oidc.StubIssuer.DISCOVERY;
import static io.dianzan.login.oidc.StubIssuer.KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.LogCapture;
import io.dianzan.login.BadAnswer;
import io.jsonwebtoken.Jwts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the issuer publishes: found when it is needed, kept, renewed, and not asked for more often than is decent. */
class OidcDocumentsTest {
    private static final KeyPair NEXT = Jwts.SIG.RS256.keyPair().build();

    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void nothing_is_asked_before_somebody_logs_in_and_then_once() {
        assertThat(scene.issuer.calls(DISCOVERY)).isZero();

        var many = IntStream.range(0, 50).mapToObj(login -> scene.identify()).toList();
        await(Future.all(many));
        await(scene.login.addressFor(ATTEMPT));

        assertThat(scene.issuer.calls(DISCOVERY)).isOne();
        assertThat(scene.issuer.calls(KEYS)).isOne();
    }

    @Test
    void the_documents_are_renewed_after_an_hour() {
        scene.assertAdmits("alice");
        scene.clock.forward(Kept.RENEWAL);
        scene.issuer.gives(scene.token(right -> right));
        scene.assertAdmits("alice");

        assertThat(scene.issuer.calls(DISCOVERY)).isEqualTo(2);
        assertThat(scene.issuer.calls(KEYS)).isEqualTo(2);
    }

    @Test
    void documents_that_cannot_be_renewed_serve_for_a_day_and_are_asked_for_twice_a_minute() {
        scene.assertAdmits("alice");
        scene.issuer.does(
                DISCOVERY, request -> request.response().setStatusCode(500).end());
        scene.clock.forward(Kept.RENEWAL);
        scene.issuer.gives(scene.token(right -> right));

        for (var login = 0; login < 5; login++) {
            scene.assertAdmits("alice");
        }
        assertThat(scene.issuer.calls(DISCOVERY)).isEqualTo(2);

        scene.clock.forward(Kept.PAUSE);
        scene.assertAdmits("alice");
        assertThat(scene.issuer.calls(DISCOVERY)).isEqualTo(3);

        scene.clock.forward(Kept.LIFE);
        scene.assertRefuses(Refusal.PROVIDER_DOWN);
    }

    @Test
    void an_issuer_that_is_down_at_our_start_is_found_once_it_is_up() {
        scene.issuer.does(DISCOVERY, request -> request.connection().close());
        assertThat(Scene.reasonOf(scene.login.addressFor(ATTEMPT))).isEqualTo(Refusal.PROVIDER_DOWN);
        scene.assertRefuses(Refusal.PROVIDER_DOWN);

        scene.issuer.does(DISCOVERY, null);
        scene.assertAdmits("alice");
    }

    @Test
    void a_code_is_not_spent_where_the_keys_are_not_to_be_had() {
        scene.issuer.does(KEYS, request -> request.response().setStatusCode(503).end());

        scene.assertRefuses(Refusal.PROVIDER_DOWN);
        assertThat(scene.issuer.calls(StubIssuer.TOKEN)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k2", Scene.KID})
    void keys_that_were_changed_are_fetched_again(String kid) {
        scene.assertAdmits("alice");
        changeKeys(kid);

        scene.clock.forward(Kept.PAUSE);
        scene.assertAdmits("alice");
        scene.assertAdmits("alice");

        assertThat(scene.issuer.calls(KEYS)).isEqualTo(2);
    }

    @Test
    void a_flood_of_unknown_keys_asks_for_the_keys_once_in_a_pause() {
        scene.assertAdmits("alice");
        scene.clock.forward(Kept.PAUSE);
        scene.issuer.gives(scene.signedBy("unknown", NEXT));

        for (var wave = 0; wave < 3; wave++) {
            await(Future.join(IntStream.range(0, 50)
                            .mapToObj(login -> scene.identify())
                            .toList())
                    .otherwiseEmpty());
        }
        assertThat(scene.issuer.calls(KEYS)).isEqualTo(2);

        scene.clock.forward(Kept.PAUSE);
        scene.assertRefuses(Refusal.PROVIDER_DOWN);
        assertThat(scene.issuer.calls(KEYS)).isEqualTo(3);
        assertThat(scene.issuer.calls(DISCOVERY)).isOne();
    }

    @Test
    void the_old_keys_serve_where_newer_ones_cannot_be_fetched() {
        scene.assertAdmits("alice");
        scene.issuer.does(KEYS, request -> request.response().setStatusCode(500).end());
        scene.clock.forward(Kept.PAUSE);
        scene.issuer.gives(scene.signedBy("unknown", NEXT));
        scene.assertRefuses(Refusal.PROVIDER_DOWN);

        scene.issuer.gives(scene.token(right -> right));
        scene.assertAdmits("alice");
    }

    @Test
    void metadata_of_another_issuer_is_refused() {
        scene.issuer.says("issuer", scene.issuer.url() + "/");

        try (var log = LogCapture.open()) {
            assertThat(Scene.reasonOf(scene.login.addressFor(ATTEMPT))).isEqualTo(Refusal.PROVIDER_DOWN);
            assertThat(log.text()).contains("provider id: discovery failed: another issuer");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "authorization_endpoint,",
        "token_endpoint,",
        "jwks_uri,",
        "issuer,",
        "token_endpoint, /token",
        "token_endpoint, http://a b/",
        "jwks_uri, file:///etc/passwd",
        "authorization_endpoint, javascript:alert(1)",
        "authorization_endpoint, https://id.example/#here"
    })
    void metadata_without_a_usable_address_are_refused(String name, String value) {
        scene.issuer.says(name, value);

        assertThat(Scene.reasonOf(scene.login.addressFor(ATTEMPT))).isEqualTo(Refusal.PROVIDER_DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri"})
    void an_issuer_behind_tls_has_all_its_endpoints_there(String name) {
        var issuer = "https://id.example";
        var metadata = new JsonObject()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token")
                .put("jwks_uri", "https://keys.example/set");
        assertThatCode(() -> Metadata.read(metadata.toBuffer(), issuer)).doesNotThrowAnyException();

        var inClear = metadata.copy().put(name, "http://id.example/x").toBuffer();
        assertThatThrownBy(() -> Metadata.read(inClear, issuer)).hasMessage("bad " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"keys\":null}", "{\"keys\":[]}", "{\"keys\":{}}", "{\"keys\":[", "<p>"
            })
    void what_is_no_key_set_is_refused(String document) {
        assertThatThrownBy(() -> SigningKeys.read(Buffer.buffer(document)))
                .isInstanceOfAny(BadAnswer.class, Refused.class);
        scene.issuer.does(KEYS, request -> request.response().end(document));
        scene.assertRefuses(Refusal.PROVIDER_DOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example, https://id.example/.well-known/openid-configuration",
        "https://id.example/, https://id.example/.well-known/openid-configuration",
        "https://id.example/a, https://id.example/a/.well-known/openid-configuration"
    })
    void the_metadata_stand_below_the_issuer(String issuer, String address) {
        assertThat(Metadata.addressOf(issuer)).isEqualTo(address);
    }

    private void changeKeys(String kid) {
        scene.issuer.publishes(kid, NEXT.getPublic());
        scene.issuer.gives(scene.signedBy(kid, NEXT));
    }
}
