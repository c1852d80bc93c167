package io.dianzan.page;

import io.dianzan.http.Cookies;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * One sentence for the next page that a browser is shown, for those who vote without a script. It travels in a cookie of
 * ours and never in an address, where anybody could write that a vote was recorded. {@code mood}: ok, no or wait.
 */
public record Said(String mood, String text) {
    private static final String COOKIE = "said";
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final int LONGEST = 2_000;

    void keep(RoutingContext ctx, Cookies cookies) {
        var text = (mood + ":" + this.text).getBytes(StandardCharsets.UTF_8);
        cookies.set(ctx, COOKIE, Base64.getUrlEncoder().withoutPadding().encodeToString(text), LIFE);
    }

    /** Takes the sentence from the browser; null where there is none. */
    static Said take(RoutingContext ctx, Cookies cookies) {
        var kept = cookies.get(ctx, COOKIE);
        if (kept == null) {
            return null;
        }
        cookies.remove(ctx, COOKIE);
        return kept.length() > LONGEST ? null : read(kept);
    }

    private static Said read(String kept) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            return colon < 0 ? null : new Said(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
