package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Tells which voter a request comes from: {@code Authorization: Bearer …} (RFC 6750, section 2.1), nothing else. */
public final class VoterGuard {
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;

    public VoterGuard(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Refuses a request without a good token; says nothing yet of a token whose epoch is over. */
    public VoterToken voterOf(RoutingContext ctx) {
        var header = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.LOGIN_REQUIRED.refused();
        }
        return tokens.verify(header.substring(SCHEME.length()).strip());
    }
}
