package io.dianzan.login.oidc;

import static io.dianzan.kit.Await.await;
import static io.dianzan.login.oidc.Scene.ATTEMPT;
import static io.dianzan.login.oidc.Scene.CLIENT;
import static io.dianzan.login.oidc.Scene.KEY;
import static io.dianzan.login.oidc.Scene.KID;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.kit.LogCapture;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ID tokens that a sound issuer would not give: each check of Core 1.0, section 3.1.3.7, for itself. */
class OidcTokenTest {
    private static final Instant NOW = Instant.parse("2024-02-27T00:00:00Z");

    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void a_right_token_tells_who_it_is() {
        scene.assertAdmits("alice");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTokens")
    void a_wrong_token_is_the_issuers_fault(String check, UnaryOperator<JwtBuilder> change) {
        scene.issuer.gives(scene.token(change));

        assertRefusesSaying(Refusal.PROVIDER_DOWN, check);
    }

    static Stream<Arguments> wrongTokens() {
        return Stream.of(
                token("aud", token -> Scene.audience(token, "another")),
                token("aud", token -> Scene.audience(token, CLIENT + "2")),
                token("aud", token -> token.claim("aud", null)),
                token("azp", token -> token.audience().add("another").and()),
                token("azp", token -> token.audience().add("another").and().claim("azp", "another")),
                token("azp", token -> token.claim("azp", "another")),
                token("RequiredTypeException", token -> token.claim("azp", 7)),
                token("ExpiredJwtException", token -> token.expiration(at(-61))),
                token("exp", token -> token.expiration(null)),
                token("iat", token -> token.issuedAt(at(61))),
                token("iat", token -> token.issuedAt(null)),
                token("PrematureJwtException", token -> token.notBefore(at(61))),
                token("nonce", token -> token.claim("nonce", null)),
                token("RequiredTypeException", token -> token.claim("nonce", List.of("myNonce"))),
                token("sub", token -> token.subject(null)),
                token("sub", token -> token.subject("点赞")),
                token("sub", token -> token.subject("a".repeat(256))),
                token("length", token -> token.claim("more", "x".repeat(16 * 1024))),
                token("UnsupportedJwtException", token -> token.header()
                        .critical()
                        .add("exp2")
                        .and()
                        .add("exp2", 1)
                        .and()),
                token("UnsupportedJwtException", token -> token.compressWith(Jwts.ZIP.DEF)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rightTokens")
    void what_may_vary_may_vary(String what, UnaryOperator<JwtBuilder> change) {
        scene.issuer.gives(scene.token(change));

        scene.assertAdmits("alice");
    }

    static Stream<Arguments> rightTokens() {
        return Stream.of(
                token(
                        "several audiences, issued to us",
                        token -> token.audience().add("another").and().claim("azp", CLIENT)),
                token("one audience as plain text", token -> Scene.audience(token, CLIENT)),
                token("one audience, issued to us", token -> token.claim("azp", CLIENT)),
                token(
                        "clocks that differ by a minute",
                        token -> token.issuedAt(at(59)).notBefore(at(59)).expiration(at(-59))),
                token("no type", token -> token.header().type(null).and()),
                token(
                        "no kid, where there is one key",
                        token -> token.header().keyId(null).and()));
    }

    @Test
    void a_subject_may_have_255_characters() {
        var subject = "a".repeat(255);
        scene.issuer.gives(scene.token(token -> token.subject(subject)));

        scene.assertAdmits(subject);
    }

    @Test
    void a_token_of_another_attempt_or_issuer_belongs_to_another_login() {
        scene.issuer.gives(scene.token(token -> token.claim("nonce", "another")));
        assertRefusesSaying(Refusal.STATE_INVALID, "nonce");

        scene.issuer.gives(scene.token(token -> token.issuer(scene.issuer.url() + "/")));
        assertRefusesSaying(Refusal.STATE_INVALID, "iss");
    }

    @Test
    void a_foreign_key_under_the_right_name_does_not_pass() {
        scene.issuer.gives(scene.signedBy(KID, Jwts.SIG.RS256.keyPair().build()));

        assertRefusesSaying(Refusal.PROVIDER_DOWN, "signature");
    }

    @Test
    void a_key_that_comes_with_the_token_does_not_pass() {
        var own = Jwts.SIG.RS256.keyPair().build();
        var jwk = StubIssuer.jwk(KID, own.getPublic()).getMap();
        scene.issuer.gives(scene.claims()
                .header()
                .add("jwk", jwk)
                .and()
                .signWith(own.getPrivate())
                .compact());

        assertRefusesSaying(Refusal.PROVIDER_DOWN, "signature");
    }

    @Test
    void a_token_that_nobody_signed_does_not_pass() {
        scene.issuer.gives(scene.claims().compact());
        scene.assertRefuses(Refusal.PROVIDER_DOWN);

        var parts = scene.token(right -> right).split("\\.");
        var none = base64("{\"alg\":\"none\",\"kid\":\"" + KID + "\"}");
        for (var forged : List.of(none + "." + parts[1] + ".", none + "." + parts[1] + "." + parts[2])) {
            scene.issuer.gives(forged);
            scene.assertRefuses(Refusal.PROVIDER_DOWN);
        }
        scene.issuer.gives(parts[0] + "." + parts[1] + ".");
        scene.assertRefuses(Refusal.PROVIDER_DOWN);
    }

    /** Against verifiers that take the public key for a shared secret where the token says HS256. */
    @Test
    void the_public_key_is_no_secret_to_sign_with() {
        scene.issuer.says(
                "id_token_signing_alg_values_supported",
                new JsonArray().add("RS256").add("HS256"));
        var der = KEY.getPublic().getEncoded();
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        for (var secret : List.of(der, pem.getBytes(StandardCharsets.US_ASCII))) {
            scene.issuer.gives(scene.claims()
                    .signWith(Keys.hmacShaKeyFor(secret), Jwts.SIG.HS256)
                    .compact());

            assertRefusesSaying(Refusal.PROVIDER_DOWN, "alg");
        }
    }

    @Test
    void a_secret_that_is_published_is_no_key() {
        var secret = Jwts.SIG.HS256.key().build();
        var octets = new JsonObject()
                .put("kty", "oct")
                .put("kid", KID)
                .put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getEncoded()));
        scene.issuer.publishes(new JsonArray()
                .add(octets)
                .add(StubIssuer.jwk("k2", KEY.getPublic()))
                .encode());
        scene.issuer.says("id_token_signing_alg_values_supported", new JsonArray().add("HS256"));
        scene.issuer.gives(scene.claims().signWith(secret).compact());

        assertRefusesSaying(Refusal.PROVIDER_DOWN, "alg");
    }

    @Test
    void an_algorithm_that_the_issuer_does_not_name_does_not_pass() {
        scene.issuer.gives(
                scene.claims().signWith(KEY.getPrivate(), Jwts.SIG.PS256).compact());

        assertRefusesSaying(Refusal.PROVIDER_DOWN, "alg");
    }

    @Test
    void an_issuer_that_names_no_algorithm_signs_by_rs256() {
        scene.issuer.says("id_token_signing_alg_values_supported", null);

        scene.assertAdmits("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA"})
    void every_algorithm_with_a_public_key_serves(String name) {
        var key = keyFor(name);
        scene.issuer.says("id_token_signing_alg_values_supported", new JsonArray().add(name));
        scene.issuer.publishes(KID, key.getPublic());
        scene.issuer.gives(
                scene.claims().signWith(key.getPrivate(), algorithm(name)).compact());

        scene.assertAdmits("alice");
    }

    @Test
    void a_key_for_encryption_or_for_another_algorithm_does_not_verify() {
        var key = StubIssuer.jwk(KID, KEY.getPublic());
        for (var other : List.of(key.copy().put("use", "enc"), key.copy().put("alg", "RS512"))) {
            try (var elsewhere = new Scene()) {
                elsewhere.issuer.publishes(new JsonArray().add(other).encode());

                elsewhere.assertRefuses(Refusal.PROVIDER_DOWN);
            }
        }
    }

    @Test
    void a_key_that_stands_there_twice_serves_under_both_names() {
        scene.issuer.publishes(new JsonArray()
                .add(StubIssuer.jwk("old", KEY.getPublic()))
                .add(StubIssuer.jwk(KID, KEY.getPublic()))
                .encode());

        scene.assertAdmits("alice");
        scene.issuer.gives(scene.signedBy("old", KEY));
        scene.assertAdmits("alice");
    }

    @Test
    void keys_that_we_do_not_know_do_not_spoil_the_set() {
        scene.issuer.publishes(new JsonArray()
                .add("no key")
                .addNull()
                .add(new JsonObject().put("kty", "LATTICE").put("kid", "pq"))
                .add(new JsonObject().put("kty", "RSA").put("kid", "half"))
                .add(StubIssuer.jwk("enc", KEY.getPublic()).put("use", "enc"))
                .add(StubIssuer.jwk(KID, KEY.getPublic()).put("use", "sig").put("alg", "RS256"))
                .encode());

        scene.assertAdmits("alice");
    }

    @Test
    void without_a_kid_there_must_be_no_choice() {
        var other = Jwts.SIG.RS256.keyPair().build();
        scene.issuer.publishes(new JsonArray()
                .add(StubIssuer.jwk(KID, KEY.getPublic()))
                .add(StubIssuer.jwk("k2", other.getPublic()))
                .encode());
        scene.issuer.gives(scene.token(token -> token.header().keyId(null).and()));

        scene.assertRefuses(Refusal.PROVIDER_DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c", "a.b.c.d.e", "....", "e30.e30.", "null"})
    void what_is_no_token_does_not_pass(String text) {
        scene.issuer.gives(text);

        scene.assertRefuses(Refusal.PROVIDER_DOWN);
    }

    @Test
    void the_subject_is_taken_as_it_is_written() {
        scene.issuer.gives(scene.token(token -> token.subject("Alice")));

        assertThat(await(scene.identify()).subject()).isEqualTo("Alice");
        assertThat(await(scene.identify()).toString()).doesNotContain("Alice");
    }

    private void assertRefusesSaying(Refusal reason, String check) {
        try (var log = LogCapture.open()) {
            scene.assertRefuses(reason);
            assertThat(log.text())
                    .contains("provider id: token failed: " + check)
                    .doesNotContain("eyJ", "alice", Scene.CODE, ATTEMPT.nonce(), ATTEMPT.verifier());
        }
    }

    private static Arguments token(String what, UnaryOperator<JwtBuilder> change) {
        return Arguments.of(what, change);
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static KeyPair keyFor(String algorithm) {
        return algorithm(algorithm).keyPair().build();
    }

    private static SignatureAlgorithm algorithm(String name) {
        return (SignatureAlgorithm) Jwts.SIG.get().forKey(name);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
