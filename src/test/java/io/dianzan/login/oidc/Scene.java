package io.dianzan.login.oidc;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Oidc;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.TestClock;
import io.dianzan.login.Attempt;
import io.dianzan.login.Breaker;
import io.dianzan.login.Identity;
import io.dianzan.login.RedirectLogin.Callback;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Date;
import java.util.function.UnaryOperator;

/** A stub issuer and our login at it, with one attempt under way; the ID token is right but for what a test changes. */
final class Scene implements AutoCloseable {
    static final Vertx VERTX = Vertx.vertx();
    static final KeyPair KEY = Jwts.SIG.RS256.keyPair().build();
    static final String KID = "k1";
    static final String CLIENT = "dianzan";
    static final String SECRET = "a private&secret=%";
    static final String CODE = "myPrivateCode";
    static final Attempt ATTEMPT = new Attempt(
            "id",
            "myState",
            "myPrivateVerifier-0123456789-0123456789-01234",
            "myNonce",
            "https://vote.example/v1/login/id/callback",
            "/c/demo",
            0);

    final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    final StubIssuer issuer = new StubIssuer(VERTX);
    final OidcLogin login;

    Scene() {
        this(SECRET);
    }

    Scene(String secret) {
        login = new OidcLogin(VERTX, settings(issuer.url(), secret), new Breaker("id", clock), clock);
        issuer.publishes(KID, KEY.getPublic());
        issuer.gives(token(right -> right));
    }

    static Oidc settings(String issuer, String secret) {
        return new Oidc("id", issuer, CLIENT, new Secret(secret));
    }

    /** Signed by the key that is published. */
    String token(UnaryOperator<JwtBuilder> change) {
        return change.apply(claims()).signWith(KEY.getPrivate(), Jwts.SIG.RS256).compact();
    }

    String signedBy(String kid, KeyPair key) {
        return claims().header().keyId(kid).and().signWith(key.getPrivate()).compact();
    }

    JwtBuilder claims() {
        var now = clock.instant();
        return Jwts.builder()
                .header()
                .keyId(KID)
                .and()
                .issuer(issuer.url())
                .audience()
                .add(CLIENT)
                .and()
                .subject("alice")
                .claim("nonce", ATTEMPT.nonce())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    /** The plain text that {@code aud} may be, where there is but one; the library would write an array. */
    @SuppressWarnings("deprecation")
    static JwtBuilder audience(JwtBuilder token, String audience) {
        return token.audience().single(audience);
    }

    Future<Identity> identify() {
        return login.identify(new Callback(CODE, null), ATTEMPT);
    }

    void assertAdmits(String subject) {
        assertThat(await(identify())).isEqualTo(new Identity("id", issuer.url(), subject, null));
    }

    void assertRefuses(Refusal reason) {
        assertThat(reasonOf(identify())).isEqualTo(reason);
    }

    @Override
    public void close() {
        await(login.close());
        issuer.close();
    }

    static Refusal reasonOf(Future<?> future) {
        var failure = failureOf(future);
        assertThat(failure).isInstanceOf(Refused.class).hasNoCause().hasNoSuppressedExceptions();
        return ((Refused) failure).reason();
    }
}
