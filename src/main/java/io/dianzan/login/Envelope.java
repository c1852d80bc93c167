package io.dianzan.login;

import io.dianzan.config.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what lies where others might read it (AES-256-GCM, NIST SP 800-38D, a random nonce of 96 bits each time).
 * The keys are derived from a ring's for one purpose, so that no other use of that ring meets them; a text is bound to
 * the place for which it was closed. Computes only, safe on any thread.
 */
public final class Envelope {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final String DERIVATION = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Supplier<String> writing;
    private final Map<String, SecretKey> nameToKey;

    /** {@code writing}: the name of the key that closes, one that all processes hold. */
    public Envelope(KeyRing ring, String purpose, Supplier<String> writing) {
        this.writing = writing;
        this.nameToKey = ring.keys().stream()
                .collect(Collectors.toUnmodifiableMap(KeyRing.Key::name, key -> derived(key, purpose)));
    }

    /** {@code name of the key:base64url}. */
    public String close(String text, String place) {
        var name = writing.get();
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, nameToKey.get(name), nonce, place);
            var closed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            var bytes =
                    ByteBuffer.allocate(NONCE_BYTES + closed.length).put(nonce).put(closed);
            return name + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing where it was not closed by us, for this place, under a key that we still hold. */
    public Optional<String> open(String closed, String place) {
        var colon = closed.indexOf(':');
        var key = colon < 0 ? null : nameToKey.get(closed.substring(0, colon));
        if (key == null) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(closed.substring(colon + 1)));
            if (bytes.remaining() < NONCE_BYTES + TAG_BYTES) {
                return Optional.empty();
            }
            var nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, place);
            return Optional.of(
                    new String(cipher.doFinal(bytes.array(), NONCE_BYTES, bytes.remaining()), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** As HKDF expands (RFC 5869, section 2.3) into one block: the ring's keys are random already. */
    private static SecretKey derived(KeyRing.Key key, String purpose) {
        try {
            var mac = Mac.getInstance(DERIVATION);
            mac.init(new SecretKeySpec(key.bytes(), DERIVATION));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(mac.doFinal(new byte[] {1}), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
