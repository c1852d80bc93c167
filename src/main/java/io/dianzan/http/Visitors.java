package io.dianzan.http;

import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Tells one browser from another, by a random cookie of our own that says nothing of anybody: it keeps the order of the
 * works as it was for this browser, and counts an opened link once a day.
 */
public final class Visitors {
    private static final String COOKIE = "visitor";
    /** Longer than any campaign. */
    private static final Duration LIFE = Duration.ofDays(180);

    private static final int BYTES = 16;
    private static final int LETTERS = 22;

    private final SecureRandom random = new SecureRandom();
    private final Cookies cookies;

    public Visitors(Cookies cookies) {
        this.cookies = cookies;
    }

    /** The name of this browser, 22 letters of base64url; a new one is sent along with the answer. */
    public String of(RoutingContext ctx) {
        return known(ctx).orElseGet(() -> fresh(ctx));
    }

    /** The name of this browser, where it has one already. */
    public Optional<String> known(RoutingContext ctx) {
        return Optional.ofNullable(cookies.get(ctx, COOKIE)).filter(Visitors::isName);
    }

    /** In a plain loop: each page that is read comes by here, and a pattern or a stream would be felt. */
    static boolean isName(String cookie) {
        if (cookie.length() != LETTERS) {
            return false;
        }
        for (int i = 0; i < LETTERS; i++) {
            if (!isOfBase64Url(cookie.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfBase64Url(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '_'
                || letter == '-';
    }

    private String fresh(RoutingContext ctx) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        cookies.set(ctx, COOKIE, fresh, LIFE);
        return fresh;
    }
}
