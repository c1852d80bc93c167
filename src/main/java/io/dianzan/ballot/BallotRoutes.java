package io.dianzan.ballot;

import io.dianzan.ballot.Voting.Wish;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.login.VoterGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Casting a vote. */
public final class BallotRoutes {
    private static final int LONGEST_DAY = 40;

    private final VoterGuard guard;
    private final Voting voting;

    public BallotRoutes(VoterGuard guard, Voting voting) {
        this.guard = guard;
        this.voting = voting;
    }

    public Future<Reply> cast(RoutingContext ctx) {
        var voter = guard.voterOf(ctx);
        var wish = new Wish(
                ctx.pathParam("slug"),
                ctx.pathParam("number"),
                ctx.request().getHeader("Idempotency-Key"),
                Query.text(ctx, "day", LONGEST_DAY));
        return voting.cast(voter, wish, ctx).map(Reply::json);
    }
}
