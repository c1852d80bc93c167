package io.dianzan.login;

import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.fault.Refusal;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and verifies voters' tokens; computes only, safe on any thread. The rules are those of RFC 8725: one pinned
 * algorithm (3.1), keys of our own ring only, by {@code kid} (3.10), issuer (3.8), audience {@code vote} (3.9), an
 * explicit type (3.11), and nothing compressed or encrypted (3.6). A token that fails one of them says nothing at all;
 * only one of ours that is merely too old is told apart.
 */
public final class Tokens {
    static final String TYPE = "vote+jwt";
    static final String AUDIENCE = "vote";
    static final String EPOCH = "ep";
    static final String CHANNEL = "ch";
    static final String UNITED = "un";

    /** Ours have about 300 characters; what is longer is not parsed. */
    private static final int LONGEST = 1024;

    /** A token is renewed in the last so-manieth of its life. */
    private static final int RENEWED_IN = 4;

    private final String issuer;
    private final Duration lifetime;
    private final Clock clock;
    private final Supplier<String> signing;
    private final Map<String, SecretKey> kidToKey;
    private final JwtParser parser;

    /** {@code signing}: the name of the key that makes tokens, one of the ring. */
    public Tokens(KeyRing ring, ServerConfig.Tokens settings, Clock clock, Supplier<String> signing) {
        this.issuer = settings.issuer();
        this.lifetime = settings.lifetime();
        this.clock = clock;
        this.signing = signing;
        this.kidToKey = ring.keys().stream()
                .collect(Collectors.toUnmodifiableMap(
                        KeyRing.Key::name, key -> new SecretKeySpec(key.bytes(), "HmacSHA256")));
        this.parser = parser();
    }

    public IssuedToken issue(VoterToken voter) {
        var now = clock.instant();
        var key = signing.get();
        var expires = now.plus(lifetime);
        var token = Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(key)
                .and()
                .issuer(issuer)
                .audience()
                .add(AUDIENCE)
                .and()
                .subject(Long.toString(voter.voter()))
                .claim(EPOCH, voter.epoch())
                .claim(CHANNEL, voter.channel())
                .claim(UNITED, voter.united() ? true : null)
                .issuedAt(Date.from(now))
                .expiration(Date.from(expires))
                .signWith(kidToKey.get(key), Jwts.SIG.HS256)
                .compact();
        return new IssuedToken(token, expires.getEpochSecond());
    }

    /** Refuses as {@code token-expired} what was once good, and as {@code login-required} all else. */
    public VoterToken verify(String token) {
        return read(token).voter();
    }

    /** How long a voter stays logged in. */
    Duration lifetime() {
        return lifetime;
    }

    /** Whether it is time for a new one: so early that whoever comes once in a while never has to log in again. */
    boolean nearItsEnd(VerifiedToken token) {
        return token.expires().minus(lifetime.dividedBy(RENEWED_IN)).isBefore(clock.instant());
    }

    VerifiedToken read(String token) {
        if (token.length() > LONGEST) {
            throw Refusal.LOGIN_REQUIRED.refused();
        }
        try {
            return tokenOf(parser.parseSignedClaims(token).getPayload());
        } catch (ExpiredJwtException e) {
            throw Refusal.TOKEN_EXPIRED.refused();
        } catch (JwtException | IllegalArgumentException e) {
            throw Refusal.LOGIN_REQUIRED.refused();
        }
    }

    private JwtParser parser() {
        return Jwts.parser()
                .sig()
                .clear()
                .add(Jwts.SIG.HS256)
                .and()
                .zip()
                .clear()
                .and()
                .enc()
                .clear()
                .and()
                .key()
                .clear()
                .and()
                .keyLocator(this::keyOf)
                .requireIssuer(issuer)
                .requireAudience(AUDIENCE)
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    /** No key for a header that is not exactly ours, so that a foreign kind of token is not even verified. */
    private Key keyOf(Header header) {
        var ours = header instanceof JwsHeader signed
                && TYPE.equals(signed.getType())
                && Jwts.SIG.HS256.getId().equals(signed.getAlgorithm())
                && signed.getKeyId() != null
                && signed.getCompressionAlgorithm() == null;
        return ours ? kidToKey.get(((JwsHeader) header).getKeyId()) : null;
    }

    private static VerifiedToken tokenOf(Claims claims) {
        var epoch = claims.get(EPOCH, Integer.class);
        var voter = claims.getSubject();
        var channel = claims.get(CHANNEL, String.class);
        if (claims.getExpiration() == null || epoch == null || voter == null || channel == null) {
            throw new IllegalArgumentException("a claim is missing");
        }
        var united = Boolean.TRUE.equals(claims.get(UNITED, Boolean.class));
        return new VerifiedToken(
                new VoterToken(Long.parseLong(voter), epoch, channel, united),
                claims.getExpiration().toInstant());
    }
}
