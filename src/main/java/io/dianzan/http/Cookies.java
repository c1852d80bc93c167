package io.dianzan.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Cookies of our own pages: for our server alone, and out of reach of scripts. Under TLS their names begin with
 * {@code __Host-}, by which browsers keep other hosts of the domain from setting them (RFC 6265bis, section 4.1.3.2).
 */
public final class Cookies {
    private final OwnSite site;

    public Cookies(OwnSite site) {
        this.site = site;
    }

    /** Null where the browser sent none. */
    public String get(RoutingContext ctx, String name) {
        var cookie = ctx.request().getCookie(nameOf(name));
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    public void set(RoutingContext ctx, String name, String value, Duration life) {
        // Lax: a link that somebody shared still finds its reader logged in
        ctx.response()
                .addCookie(Cookie.cookie(nameOf(name), value)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(site.isSecure())
                        .setSameSite(CookieSameSite.LAX)
                        .setMaxAge(life.toSeconds()));
    }

    public void remove(RoutingContext ctx, String name) {
        set(ctx, name, "", Duration.ZERO);
    }

    private String nameOf(String name) {
        return site.isSecure() ? "__Host-" + name : name;
    }
}
