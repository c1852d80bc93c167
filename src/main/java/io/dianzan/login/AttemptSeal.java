package io.dianzan.login;

import io.dianzan.config.KeyRing;
import io.dianzan.fault.Refusal;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JweHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a login under way into a text that its own browser keeps: encrypted and authenticated (JWE, {@code dir} with
 * A256GCM), under keys derived from those of the tokens, for ten minutes. So no process needs to remember it, and nobody
 * can start a login in somebody else's browser.
 */
public final class AttemptSeal {
    /** As long as the code of WeChat's QR login lives, which a person must first find the phone for. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String PURPOSE = "dianzan login attempt";
    private static final String HMAC = "HmacSHA256";
    private static final int LONGEST = 4_096;

    private final Clock clock;
    private final String newest;
    private final Map<String, SecretKey> kidToKey;
    private final JwtParser parser;

    public AttemptSeal(KeyRing ring, Clock clock) {
        this.clock = clock;
        this.newest = ring.newest().name();
        this.kidToKey = ring.keys().stream()
                .collect(Collectors.toUnmodifiableMap(KeyRing.Key::name, key -> derived(key.bytes())));
        this.parser = parser();
    }

    String seal(Attempt attempt) {
        return Jwts.builder()
                .header()
                .keyId(newest)
                .and()
                .claim("provider", attempt.provider())
                .claim("state", attempt.state())
                .claim("verifier", attempt.verifier())
                .claim("nonce", attempt.nonce())
                .claim("redirect", attempt.redirectUri())
                .claim("to", attempt.to())
                .expiration(Date.from(clock.instant().plus(LIFE)))
                .encryptWith(kidToKey.get(newest), Jwts.ENC.A256GCM)
                .compact();
    }

    /** Refuses as {@code state-invalid} what was not sealed here, or too long ago; null is refused so too. */
    Attempt open(String sealed) {
        if (sealed == null || sealed.length() > LONGEST) {
            throw Refusal.STATE_INVALID.refused();
        }
        try {
            var claims = parser.parseEncryptedClaims(sealed).getPayload();
            return new Attempt(
                    claims.get("provider", String.class),
                    claims.get("state", String.class),
                    claims.get("verifier", String.class),
                    claims.get("nonce", String.class),
                    claims.get("redirect", String.class),
                    claims.get("to", String.class));
        } catch (JwtException | IllegalArgumentException e) {
            throw Refusal.STATE_INVALID.refused();
        }
    }

    private JwtParser parser() {
        return Jwts.parser()
                .key()
                .clear()
                .add(Jwts.KEY.DIRECT)
                .and()
                .enc()
                .clear()
                .add(Jwts.ENC.A256GCM)
                .and()
                .zip()
                .clear()
                .and()
                .keyLocator(this::keyOf)
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    private Key keyOf(Header header) {
        return header instanceof JweHeader sealed && sealed.getKeyId() != null ? kidToKey.get(sealed.getKeyId()) : null;
    }

    /** Another key for another use (RFC 8725, section 3.9): what signs tokens never encrypts. */
    private static SecretKey derived(byte[] key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return new SecretKeySpec(mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
