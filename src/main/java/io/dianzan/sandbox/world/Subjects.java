package io.dianzan.sandbox.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Openids and unionids, made from names, so that they are the same after a restart: 28 characters, the first an
 * {@code o}. As with WeChat the openids of one app begin alike, which tells a foreign one.
 */
public final class Subjects {
    private static final int LENGTH = 28;
    private static final int PREFIX_LENGTH = 6;

    private Subjects() {}

    public static String openid(String appid, String user) {
        return subject(prefix(appid), "openid\n" + appid + '\n' + user);
    }

    public static String unionid(String user) {
        return subject("o", "unionid\nopen-platform\n" + user);
    }

    public static boolean isOpenidOf(String appid, String openid) {
        return openid != null && openid.length() == LENGTH && openid.startsWith(prefix(appid));
    }

    private static String prefix(String appid) {
        return "o" + hash("app\n" + appid).substring(0, PREFIX_LENGTH - 1);
    }

    private static String subject(String prefix, String text) {
        return prefix + hash(text).substring(0, LENGTH - prefix.length());
    }

    private static String hash(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
