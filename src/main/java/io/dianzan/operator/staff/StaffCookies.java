package io.dianzan.operator.staff;

import io.dianzan.http.Cookies;
import io.dianzan.http.OwnSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** What an operator's browser keeps for us, and by what we know that it is our own page that sends something. */
public final class StaffCookies {
    private static final String SESSION = "operator";
    /** Of who is not logged in yet: the secret behind the form tokens of the login page. */
    private static final String VISIT = "operator-visit";

    /** What the next page is to say, once. */
    private static final String LEFT = "operator-said";

    private static final Duration LEFT_LIFE = Duration.ofMinutes(1);
    private static final String LANGUAGE = "operator-lang";
    private static final Duration LANGUAGE_LIFE = Duration.ofDays(180);
    private static final Duration VISIT_LIFE = Duration.ofHours(12);

    private final OwnSite site;
    private final Cookies cookies;

    public StaffCookies(OwnSite site) {
        this.site = site;
        this.cookies = Cookies.below(site, "/operator");
    }

    /** Null where there is none. */
    String session(RoutingContext ctx) {
        return cookies.get(ctx, SESSION);
    }

    public void keep(RoutingContext ctx, Session session, Duration life) {
        cookies.set(ctx, SESSION, session.token(), life);
    }

    public void forget(RoutingContext ctx) {
        cookies.remove(ctx, SESSION);
    }

    /** Null where there is none. */
    String visit(RoutingContext ctx) {
        return cookies.get(ctx, VISIT);
    }

    /** The same where there is one, or else a fresh one. */
    String visitor(RoutingContext ctx) {
        var known = visit(ctx);
        var visit = known == null ? Secrets.fresh() : known;
        if (known == null) {
            cookies.set(ctx, VISIT, visit, VISIT_LIFE);
        }
        return visit;
    }

    void leave(RoutingContext ctx, String word) {
        cookies.set(ctx, LEFT, word, LEFT_LIFE);
    }

    /** Null where nothing was left; it is gone by this. */
    String take(RoutingContext ctx) {
        var word = cookies.get(ctx, LEFT);
        if (word != null) {
            cookies.remove(ctx, LEFT);
        }
        return word;
    }

    /** Null where none was chosen. */
    public String language(RoutingContext ctx) {
        return cookies.get(ctx, LANGUAGE);
    }

    public void keepLanguage(RoutingContext ctx, String word) {
        cookies.set(ctx, LANGUAGE, word, LANGUAGE_LIFE);
    }

    /**
     * Whether a page of the console itself sent this. It is reached under more than one address, through tunnels too; a
     * page of the same host and port as the request is one of ours, for nobody else is there.
     */
    boolean isOurs(RoutingContext ctx) {
        var origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || ctx.request().authority() == null) {
            return false;
        }
        var here = ctx.request().authority().toString();
        return site.isOurs(origin) || origin.equals("http://" + here) || origin.equals("https://" + here);
    }
}
