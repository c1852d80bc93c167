package io.dianzan.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens written by hand, as a forger would, past every check of a library. */
final class Forged {
    private Forged() {}

    static String signed(String header, String payload, String algorithm, byte[] key) {
        return unsigned(header, payload) + base64(mac(unsigned(header, payload), algorithm, key));
    }

    /** Ends in the dot behind which the signature would stand. */
    static String unsigned(String header, String payload) {
        var text = base64(bytes(header)) + "." + base64(bytes(payload));
        return text + ".";
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] mac(String textAndDot, String algorithm, byte[] key) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(textAndDot.substring(0, textAndDot.length() - 1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
