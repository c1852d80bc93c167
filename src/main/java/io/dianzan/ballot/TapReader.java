package io.dianzan.ballot;

import io.dianzan.http.Query;
import io.dianzan.login.VoterGuard;
import io.vertx.ext.web.RoutingContext;

/** Reads a tap from a phone's request: whose it is, what it is for, and whether its address may tap at all. */
public final class TapReader {
    private static final int LONGEST_DAY = 40;

    private final VoterGuard guard;
    private final Limits limits;
    private final Taps taps;

    public TapReader(VoterGuard guard, Limits limits, Taps taps) {
        this.guard = guard;
        this.limits = limits;
        this.taps = taps;
    }

    Tap read(RoutingContext ctx) {
        var voter = guard.voterOf(ctx);
        var tap = taps.accept(
                voter,
                ctx.pathParam("slug"),
                ctx.pathParam("number"),
                ctx.request().getHeader("Idempotency-Key"),
                Query.text(ctx, "day", LONGEST_DAY));
        limits.admit(tap, ctx.request());
        return tap;
    }
}
