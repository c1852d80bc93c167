package io.dianzan.page;

import io.dianzan.http.Cookies;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * One sentence for the next page that a browser is shown, for those who vote without a script. It travels in a cookie of
 * ours and never in an address, where anybody could write that a vote was recorded. {@code mood}: ok, no or wait.
 * {@code key}: the name of the tap that is to be sent again, empty where there is none.
 */
public record Said(String mood, String text, String key) {
    private static final String COOKIE = "said";
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Pattern KEPT = Pattern.compile("(ok|no|wait):([A-Za-z0-9_-]{0,64}):(.+)", Pattern.DOTALL);
    /** A browser takes 4 kB in a cookie, which is three of these in Chinese, a third longer for their coding. */
    private static final int MOST_LETTERS = 500;

    Said(String mood, String text) {
        this(mood, text, "");
    }

    void keep(RoutingContext ctx, Cookies cookies) {
        var shown = text.codePointCount(0, text.length()) <= MOST_LETTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS)) + "…";
        var kept = (mood + ":" + key + ":" + shown).getBytes(StandardCharsets.UTF_8);
        cookies.set(ctx, COOKIE, Base64.getUrlEncoder().withoutPadding().encodeToString(kept), LIFE);
    }

    /** Takes the sentence from the browser; null where there is none. */
    static Said take(RoutingContext ctx, Cookies cookies) {
        var kept = cookies.get(ctx, COOKIE);
        if (kept == null) {
            return null;
        }
        cookies.remove(ctx, COOKIE);
        return read(kept);
    }

    private static Said read(String kept) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.UTF_8);
            var said = KEPT.matcher(text);
            return said.matches() ? new Said(said.group(1), said.group(3), said.group(2)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
