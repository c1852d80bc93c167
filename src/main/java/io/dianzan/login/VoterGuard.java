package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Cookies;
import io.dianzan.http.OwnSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells which voter a request comes from: {@code Authorization: Bearer …} (RFC 6750, section 2.1), or the cookie of our
 * pages. What a browser sends by itself proves nothing of who made it send, so with a cookie every request that changes
 * something must come from one of our pages. A token near its end is followed by a new one, the way it came.
 */
public final class VoterGuard {
    private static final String SCHEME = "Bearer ";
    private static final String COOKIE = "vote";
    private static final CharSequence NEW_TOKEN = HttpHeaders.createOptimized("X-Token");

    private final Tokens tokens;
    private final Revocations revocations;
    private final Cookies cookies;
    private final OwnSite site;

    public VoterGuard(Tokens tokens, Revocations revocations, Cookies cookies, OwnSite site) {
        this.tokens = tokens;
        this.revocations = revocations;
        this.cookies = cookies;
        this.site = site;
    }

    /** Refuses a request without a good token of a session that goes on. */
    public VoterToken voterOf(RoutingContext ctx) {
        var header = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        var token = verified(header == null ? cookieOf(ctx) : bearerOf(header));
        if (tokens.nearItsEnd(token)) {
            renew(ctx, token.voter(), header == null);
        }
        return token.voter();
    }

    /** A token for a phone that has logged in. */
    IssuedToken issue(VoterToken voter) {
        return tokens.issue(voter);
    }

    /** Logs in the browser that asked. */
    void keep(RoutingContext ctx, VoterToken voter) {
        cookies.set(ctx, COOKIE, tokens.issue(voter).token(), tokens.lifetime());
    }

    /** Takes the cookie away, if there is one; and no new token is sent for a session that has just ended. */
    void forget(RoutingContext ctx) {
        ctx.response().headers().remove(NEW_TOKEN);
        if (cookies.get(ctx, COOKIE) != null) {
            cookies.remove(ctx, COOKIE);
        }
    }

    private VerifiedToken verified(String token) {
        var verified = tokens.read(token);
        if (revocations.holds(verified.voter())) {
            throw Refusal.TOKEN_REVOKED.refused();
        }
        return verified;
    }

    private static String bearerOf(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.LOGIN_REQUIRED.refused();
        }
        return header.substring(SCHEME.length()).strip();
    }

    private String cookieOf(RoutingContext ctx) {
        var token = cookies.get(ctx, COOKIE);
        if (token == null) {
            throw Refusal.LOGIN_REQUIRED.refused();
        }
        var method = ctx.request().method();
        var reads = method == HttpMethod.GET || method == HttpMethod.HEAD;
        if (!reads && !site.isOurs(ctx.request().getHeader(HttpHeaders.ORIGIN))) {
            throw Refusal.ORIGIN_FOREIGN.refused();
        }
        return token;
    }

    private void renew(RoutingContext ctx, VoterToken voter, boolean byCookie) {
        if (byCookie) {
            keep(ctx, voter);
        } else {
            ctx.response().putHeader(NEW_TOKEN, tokens.issue(voter).token());
        }
    }
}
