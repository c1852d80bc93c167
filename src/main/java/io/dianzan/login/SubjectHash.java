package io.dianzan.login;

import io.dianzan.config.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns subjects into keyed hashes (HMAC-SHA256), so that a copied table tells nobody's openid. Each kind of subject
 * has its own domain, and an openid is bound to its app; every part carries its length, so that no two readings of one
 * text exist. A key that made a hash must stay in the ring for as long as the hash is in use.
 */
public final class SubjectHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final KeyRing keys;

    public SubjectHash(KeyRing keys) {
        this.keys = keys;
    }

    /** The names of the keys, the newest first: in the order of the hashes below. */
    List<String> keyNames() {
        return keys.keys().stream().map(KeyRing.Key::name).toList();
    }

    /** An account's hash under each live key. */
    List<byte[]> ofAccount(Identity identity) {
        return hashes("account", identity.provider(), identity.app(), identity.subject());
    }

    /** The hash of the unionid under each live key, the same whichever app it came from; none without a unionid. */
    List<byte[]> ofUnion(Identity identity) {
        return identity.unionSubject() == null ? List.of() : hashes("union", identity.unionSubject());
    }

    private List<byte[]> hashes(String... parts) {
        return keys.keys().stream().map(key -> hash(key, parts)).toList();
    }

    private static byte[] hash(KeyRing.Key key, String... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
