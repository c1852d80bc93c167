package io.dianzan.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of the login's keys in Redis: codes and states stand there as hashes, for who reads them may not use them. */
final class LoginKeys {
    static final String REVOKED = "dz:revoked";

    private LoginKeys() {}

    static String code(String provider, String attempt, String code) {
        return "dz:login:code:" + hash(provider + '\n' + attempt + '\n' + code);
    }

    static String state(String state) {
        return "dz:login:state:" + hash(state);
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
