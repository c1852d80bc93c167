package io.dianzan.login.oidc;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.http.Json;
import io.dianzan.login.BadAnswer;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import io.vertx.core.buffer.Buffer;
import java.security.Key;
import java.util.List;
import java.util.stream.Stream;

/**
 * The public keys by which an issuer signs (RFC 7517). Kinds of keys that we do not know are passed over, as section 5
 * asks; keys for encryption, secret and private keys are no signing keys, whoever published them.
 */
final class SigningKeys {
    private final List<PublicJwk<?>> keys;

    private SigningKeys(List<PublicJwk<?>> keys) {
        this.keys = keys;
    }

    /** One by one, for the library takes a key that stands there under two names for one (and loses a name). */
    static SigningKeys read(Buffer document) {
        var set = Json.decode(document, KeySet.class);
        var keys = set.keys() == null
                ? List.<PublicJwk<?>>of()
                : set.keys().stream().flatMap(SigningKeys::signing).toList();
        if (keys.isEmpty()) {
            throw new BadAnswer("no signing keys");
        }
        return new SigningKeys(keys);
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

    private static Stream<PublicJwk<?>> signing(Object element) {
        try {
            var key = Jwks.parser().build().parse(Json.encode(element).toString());
            return key instanceof PublicJwk<?> open && signs(open) ? Stream.of(open) : Stream.empty();
        } catch (JwtException | IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static boolean signs(PublicJwk<?> key) {
        return key.getPublicKeyUse() == null || key.getPublicKeyUse().equals("sig");
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

    private record KeySet(@JsonProperty("keys") List<Object> keys) {}
}
