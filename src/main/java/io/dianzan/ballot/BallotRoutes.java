package io.dianzan.ballot;

import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Casting a vote. */
public final class BallotRoutes {
    private final TapReader reader;
    private final BallotBox box;
    private final Answers answers;
    private final VoteNews news;

    public BallotRoutes(TapReader reader, BallotBox box, Answers answers, VoteNews news) {
        this.reader = reader;
        this.box = box;
        this.answers = answers;
        this.news = news;
    }

    public Future<Reply> cast(RoutingContext ctx) {
        var tap = reader.read(ctx);
        return box.cast(tap).map(outcome -> {
            var receipt = answers.of(tap, outcome);
            if (outcome.kind() == Outcome.Kind.RECORDED) {
                news.recorded(ctx, tap);
            }
            return Reply.json(receipt);
        });
    }
}
