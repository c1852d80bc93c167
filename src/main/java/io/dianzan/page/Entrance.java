package io.dianzan.page;

import io.dianzan.http.Cookies;
import io.dianzan.login.Attempts;
import io.dianzan.login.IdentityProvider;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a site asks of those who log in, and by which providers they can. {@code consent}: the version of the privacy text
 * to agree to, 0 for none; {@code app}: the mini-program at its page, or null.
 */
public record Entrance(
        Collection<? extends IdentityProvider> providers, int consent, LoginView.Launch app, Cookies cookies) {

    /** The cookie that an opened share link leaves. */
    private static final String SHARE = "share";

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,32}");

    List<Door> doors(Browser browser, List<String> channels) {
        return Doors.of(browser, channels, providers);
    }

    /** The link by which this browser came; null where it came by none. */
    String shareOf(RoutingContext ctx) {
        var code = cookies.get(ctx, SHARE);
        return code != null && CODE.matcher(code).matches() ? code : null;
    }

    /** The version that was agreed to in this browser; 0 for none. */
    int agreed(RoutingContext ctx) {
        var kept = cookies.get(ctx, Attempts.AGREED);
        return kept != null && kept.matches("[0-9]{1,7}") ? Integer.parseInt(kept) : 0;
    }
}
