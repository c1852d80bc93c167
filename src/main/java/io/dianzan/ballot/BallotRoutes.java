package io.dianzan.ballot;

import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.login.VoterGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Casting a vote, and what a voter has cast today. */
public final class BallotRoutes {
    private static final int LONGEST_DAY = 40;

    private final VoterGuard guard;
    private final Limits limits;
    private final Taps taps;
    private final BallotBox box;
    private final Answers answers;

    public BallotRoutes(VoterGuard guard, Limits limits, Taps taps, BallotBox box, Answers answers) {
        this.guard = guard;
        this.limits = limits;
        this.taps = taps;
        this.box = box;
        this.answers = answers;
    }

    public Future<Reply> cast(RoutingContext ctx) {
        var voter = guard.voterOf(ctx);
        var tap = taps.accept(
                voter,
                ctx.pathParam("slug"),
                ctx.pathParam("number"),
                ctx.request().getHeader("Idempotency-Key"),
                Query.text(ctx, "day", LONGEST_DAY));
        limits.admit(tap, ctx.request());
        return box.cast(tap).map(outcome -> Reply.json(answers.of(tap, outcome)));
    }
}
