package io.dianzan.share;

import io.dianzan.config.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a visitor of one share: 16 bytes of HMAC, so that the rows tell neither which browser or voter he is (voters'
 * numbers are short, and without a key could be tried out) nor that two shares had the same visitor.
 */
final class VisitorHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKeySpec key;

    /** All processes have the same {@code keys}; under another one, a visitor counts once more that day. */
    VisitorHash(KeyRing keys) {
        var own = mac(new SecretKeySpec(keys.newest().bytes(), ALGORITHM), "visitors of shares");
        key = new SecretKeySpec(own, ALGORITHM);
    }

    byte[] of(Visit visit) {
        return Arrays.copyOf(mac(key, visit.code() + "\n" + visit.visitor()), BYTES);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
