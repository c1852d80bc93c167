package io.dianzan.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Cookies of our own pages: for our server alone, and out of reach of scripts. Under TLS their names begin with
 * {@code __Host-}, by which browsers keep other hosts of the domain from setting them (RFC 6265bis, section 4.1.3.2).
 */
public final class Cookies {
    private static final String ALL = "/";

    private final OwnSite site;
    private final String path;
    private final CookieSameSite sameSite;

    /** Of the whole site; Lax: a link that somebody shared still finds its reader logged in. */
    public Cookies(OwnSite site) {
        this(site, ALL, CookieSameSite.LAX);
    }

    private Cookies(OwnSite site, String path, CookieSameSite sameSite) {
        this.site = site;
        this.path = path;
        this.sameSite = sameSite;
    }

    /** Of one part of the site, and never sent with what another site began. */
    public static Cookies below(OwnSite site, String path) {
        return new Cookies(site, path, CookieSameSite.STRICT);
    }

    /** Null where the browser sent none; of several with one name the first. */
    public String get(RoutingContext ctx, String name) {
        // each page asks for some, and one header is read sooner than Vert.x fills its jar of all of them; what we set
        // ourselves is never quoted
        var header = header(ctx.request());
        var value = header == null ? null : valueIn(header, nameOf(name));
        return value == null || value.isEmpty() ? null : value;
    }

    /** HTTP/2 may cut it into several fields (RFC 9113, section 8.2.3). */
    private static String header(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? String.join("; ", request.headers().getAll(HttpHeaders.COOKIE))
                : request.getHeader(HttpHeaders.COOKIE);
    }

    /** The header's grammar is RFC 6265, section 4.2.1: {@code name=value; name=value}. */
    static String valueIn(String header, String name) {
        for (int from = 0; from < header.length(); ) {
            var semicolon = header.indexOf(';', from);
            var end = semicolon < 0 ? header.length() : semicolon;
            while (from < end && header.charAt(from) == ' ') {
                from++;
            }
            var value = from + name.length() + 1;
            if (value <= end && header.startsWith(name, from) && header.charAt(value - 1) == '=') {
                return header.substring(value, end).stripTrailing();
            }
            from = end + 1;
        }
        return null;
    }

    public void set(RoutingContext ctx, String name, String value, Duration life) {
        ctx.response()
                .addCookie(Cookie.cookie(nameOf(name), value)
                        .setPath(path)
                        .setHttpOnly(true)
                        .setSecure(site.isSecure())
                        .setSameSite(sameSite)
                        .setMaxAge(life.toSeconds()));
    }

    public void remove(RoutingContext ctx, String name) {
        set(ctx, name, "", Duration.ZERO);
    }

    private String nameOf(String name) {
        if (!site.isSecure()) {
            return name;
        }
        return (path.equals(ALL) ? "__Host-" : "__Secure-") + name;
    }
}
