package io.dianzan.ballot;

import io.dianzan.config.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names taps: 16 bytes of HMAC over campaign, key and day, so that a ballot tells nothing of the key that a phone chose.
 * The secret stays the same while a campaign is open, for a retry must find the name of its first try. Not thread-safe.
 */
public final class TapNames {
    private final Mac mac;

    public TapNames(KeyRing keys) {
        if (keys.keys().size() > 1) {
            throw new IllegalArgumentException(
                    "ballot.tapKeysFile: expected one key: under another one, a tap that is tried again is a new tap");
        }
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.newest().bytes(), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the tap with this key; {@code day} is null where the phone named none. */
    public UUID of(int campaign, String key, LocalDate day) {
        // the key comes last and the parts before it hold no line break: no two triples give one text
        var text = campaign + "\n" + (day == null ? "" : day) + "\n" + key;
        var bytes = ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** A name for a tap without a key: it can only be found by the row that carries it. */
    public static UUID random() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong());
    }
}
