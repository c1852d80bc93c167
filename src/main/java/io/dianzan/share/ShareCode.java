package io.dianzan.share;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * What share links are called: ten characters that nobody mistakes for one another, of 58 each, so that among ten million
 * of them one guess in forty thousand million finds one. No dot: {@code /s/NAME.txt} is WeChat's.
 */
public final class ShareCode {
    private static final String LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 10;
    private static final Pattern FORM = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");

    private ShareCode() {}

    static String random(SecureRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Whether there could be a link of this name; null is none. */
    public static boolean isOne(String text) {
        return text != null && FORM.matcher(text).matches();
    }
}
