package io.dianzan.operator.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * Tokens that our own forms carry, so that no other site can send one in an operator's name: made from a secret of his
 * browser. Each time it is another text, so that a compressed page tells nothing of it (BREACH). Computes only.
 */
final class FormTokens {
    private static final int SALT_BYTES = 12;
    private static final int LONGEST = 100;
    private static final int LONGEST_WORD = 400;

    private FormTokens() {}

    static String issue(String secret) {
        return made(secret, Secrets.fresh(SALT_BYTES));
    }

    /** Both may be null. */
    static boolean fits(String secret, String token) {
        if (secret == null || token == null || token.length() > LONGEST || token.indexOf('.') < 0) {
            return false;
        }
        return MessageDigest.isEqual(bytes(made(secret, token.substring(0, token.indexOf('.')))), bytes(token));
    }

    private static String made(String secret, String salt) {
        var mac = Secrets.mac(bytes(secret), "form " + salt);
        return salt + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /** A word that only who has the secret can have written, for the browser to keep. */
    static String sign(String secret, String word) {
        var mac = Secrets.mac(bytes(secret), "word " + word);
        return word + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /** The word of it; null where it is not signed with this secret. {@code signed} may be null. */
    static String read(String secret, String signed) {
        if (signed == null || signed.length() > LONGEST_WORD || signed.indexOf('.') < 0) {
            return null;
        }
        var word = signed.substring(0, signed.lastIndexOf('.'));
        return MessageDigest.isEqual(bytes(sign(secret, word)), bytes(signed)) ? word : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
