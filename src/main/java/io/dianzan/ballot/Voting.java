package io.dianzan.ballot;

import io.dianzan.login.VoterToken;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** A vote from its wish to its receipt, whether a script or a form brings it. */
public final class Voting {
    private final Limits limits;
    private final Taps taps;
    private final BallotBox box;
    private final Answers answers;
    private final VoteNews news;

    public Voting(Limits limits, Taps taps, BallotBox box, Answers answers, VoteNews news) {
        this.limits = limits;
        this.taps = taps;
        this.box = box;
        this.answers = answers;
        this.news = news;
    }

    /** What a voter asks for; {@code key} and {@code day} may be null. */
    public record Wish(String slug, String number, String key, String day) {}

    /** Fails with the {@link io.dianzan.fault.Refused} that the voter is told. */
    public Future<Receipt> cast(VoterToken voter, Wish wish, RoutingContext ctx) {
        try {
            return answered(voter, wish, ctx).onFailure(cause -> news.refused(wish.slug(), cause));
        } catch (RuntimeException refused) {
            news.refused(wish.slug(), refused);
            throw refused;
        }
    }

    private Future<Receipt> answered(VoterToken voter, Wish wish, RoutingContext ctx) {
        var tap = taps.accept(voter, wish, ctx.request(), news.shareOf(ctx));
        limits.admit(tap);
        return box.cast(tap).map(outcome -> {
            var receipt = answers.of(tap, outcome);
            if (outcome.kind() == Outcome.Kind.RECORDED) {
                news.recorded(ctx, tap);
            } else {
                news.repeated(tap);
            }
            return receipt;
        });
    }
}
