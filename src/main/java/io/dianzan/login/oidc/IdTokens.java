package io.dianzan.login.oidc;

import io.dianzan.login.oidc.BadToken.Fault;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.UnsupportedJwtException;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.jsonwebtoken.security.SignatureException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Verifies ID tokens as Core 1.0, section 3.1.3.7, asks, and by RFC 8725: only algorithms with a public key, and of
 * those only what the issuer names; nothing compressed or encrypted. Computes only, safe on any thread; a signature
 * takes some 50 µs to verify.
 */
final class IdTokens {
    /** What the clocks of an issuer may be wrong by. */
    private static final Duration SKEW = Duration.ofSeconds(60);
    /** An ID token for the scope {@code openid} has about 1,000 characters. */
    private static final int LONGEST = 16 * 1024;
    /** Section 2 of Core 1.0. */
    private static final Pattern SUBJECT = Pattern.compile("[ -~]{1,255}");

    private static final List<SignatureAlgorithm> WITH_PUBLIC_KEY = List.of(
            Jwts.SIG.RS256,
            Jwts.SIG.RS384,
            Jwts.SIG.RS512,
            Jwts.SIG.PS256,
            Jwts.SIG.PS384,
            Jwts.SIG.PS512,
            Jwts.SIG.ES256,
            Jwts.SIG.ES384,
            Jwts.SIG.ES512,
            Jwts.SIG.EdDSA);

    private final String issuer;
    private final String clientId;
    private final Clock clock;

    IdTokens(String issuer, String clientId, Clock clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clock = clock;
    }

    String subject(String token, String nonce, Metadata metadata, SigningKeys keys) {
        return person(token, nonce, metadata, keys).subject();
    }

    Person person(String token, String nonce, Metadata metadata, SigningKeys keys) {
        var claims = verified(token, metadata, keys);
        try {
            requireIssuer(claims);
            requireAudience(claims);
            requireTimes(claims);
            requireNonce(claims, nonce);
            return new Person(subject(claims), new HashMap<>(claims));
        } catch (JwtException e) { // a claim of another type than it should be
            throw new BadToken(Fault.CLAIM, e.getClass().getSimpleName());
        }
    }

    private Claims verified(String token, Metadata metadata, SigningKeys keys) {
        require(token.length() <= LONGEST, "length");
        try {
            return parser(metadata, keys).parseSignedClaims(token).getPayload();
        } catch (SignatureException e) {
            var algorithmRefused = e.getCause() instanceof UnsupportedJwtException;
            throw new BadToken(
                    algorithmRefused ? Fault.CLAIM : Fault.SIGNATURE, algorithmRefused ? "alg" : "signature");
        } catch (JwtException | IllegalArgumentException e) {
            throw new BadToken(Fault.CLAIM, e.getClass().getSimpleName());
        }
    }

    private JwtParser parser(Metadata metadata, SigningKeys keys) {
        return Jwts.parser()
                .sig()
                .clear()
                .add(algorithms(metadata))
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
                .keyLocator(header -> {
                    var key = keys.keyOf(header);
                    if (key == null) {
                        throw new SignatureException("no key");
                    }
                    return key;
                })
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(SKEW.toSeconds())
                .build();
    }

    /** RS256 where the issuer names none: every issuer must have it (Discovery 1.0, section 3). */
    private static List<SignatureAlgorithm> algorithms(Metadata metadata) {
        var named = metadata.algorithms() == null ? List.of("RS256") : metadata.algorithms();
        return WITH_PUBLIC_KEY.stream()
                .filter(algorithm -> named.contains(algorithm.getId()))
                .toList();
    }

    private void requireIssuer(Claims claims) {
        if (!issuer.equals(claims.getIssuer())) {
            throw new BadToken(Fault.ANOTHER_LOGIN, "iss");
        }
    }

    /** Among several audiences we must be the one to whom the token was issued. */
    private void requireAudience(Claims claims) {
        var audience = claims.getAudience();
        var party = claims.get("azp", String.class);
        require(audience != null && audience.contains(clientId), "aud");
        require(party == null ? audience.size() == 1 : party.equals(clientId), "azp");
    }

    /** That {@code exp} and {@code nbf} hold where they are there, the parser has seen to. */
    private void requireTimes(Claims claims) {
        require(claims.getExpiration() != null, "exp");
        var issuedAt = claims.getIssuedAt();
        require(
                issuedAt != null
                        && !issuedAt.toInstant().isAfter(clock.instant().plus(SKEW)),
                "iat");
    }

    private static void requireNonce(Claims claims, String nonce) {
        var given = claims.get("nonce", String.class);
        require(given != null, "nonce");
        if (!given.equals(nonce)) {
            throw new BadToken(Fault.ANOTHER_LOGIN, "nonce");
        }
    }

    private static String subject(Claims claims) {
        var subject = claims.getSubject();
        require(subject != null && SUBJECT.matcher(subject).matches(), "sub");
        return subject;
    }

    private static void require(boolean holds, String check) {
        if (!holds) {
            throw new BadToken(Fault.CLAIM, check);
        }
    }
}
