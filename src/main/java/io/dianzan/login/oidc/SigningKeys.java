package io.dianzan.login.oidc;

import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import io.vertx.core.buffer.Buffer;
import java.security.Key;
import java.util.List;

/**
 * The public keys by which an issuer signs (RFC 7517). Kinds of keys that we do not know are passed over, as section 5
 * asks; keys for encryption, secret and private keys are no signing keys, whoever published them.
 */
final class SigningKeys {
    private final List<PublicJwk<?>> keys;

    private SigningKeys(List<PublicJwk<?>> keys) {
        this.keys = keys;
    }

    static SigningKeys read(Buffer document) {
        try {
            var set = Jwks.setParser().build().parse(document.toString());
            return new SigningKeys(set.getKeys().stream()
                    .filter(SigningKeys::signs)
                    .<PublicJwk<?>>map(key -> (PublicJwk<?>) key)
                    .toList());
        } catch (JwtException | IllegalArgumentException e) {
            throw new BadAnswer("no key set");
        }
    }

    /**
     * The one key that fits name, algorithm and kind, or null. A token without {@code kid} is verified only where no
     * choice is left (Core 1.0, section 10.1).
     */
    Key keyOf(Header header) {
        if (!(header instanceof JwsHeader signed)) {
            return null;
        }
        var fitting = keys.stream().filter(key -> fits(key, signed)).toList();
        return fitting.size() == 1 ? fitting.get(0).toKey() : null;
    }

    private static boolean signs(Jwk<?> key) {
        return key instanceof PublicJwk<?> open
                && (open.getPublicKeyUse() == null || open.getPublicKeyUse().equals("sig"));
    }

    private static boolean fits(PublicJwk<?> key, JwsHeader header) {
        return key.getType().equals(kindFor(header.getAlgorithm()))
                && (header.getKeyId() == null || header.getKeyId().equals(key.getId()))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm()));
    }

    /** RFC 7518, section 3.1, and RFC 8037, section 3.1. */
    private static String kindFor(String algorithm) {
        return switch (algorithm.substring(0, 2)) {
            case "RS", "PS" -> "RSA";
            case "ES" -> "EC";
            default -> "OKP";
        };
    }
}
