package io.dianzan.operator.acts;

import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Reply;
import io.dianzan.integrity.Proposed;
import io.dianzan.integrity.Rulings;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Moments;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Right;
import io.dianzan.page.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** The page of rulings that wait for a second operator, and the way to every act. */
public final class WaitingRoutes {
    private final Campaigns campaigns;
    private final Rulings rulings;
    private final Console console;

    public WaitingRoutes(Campaigns campaigns, Rulings rulings, Console console) {
        this.campaigns = campaigns;
        this.rulings = rulings;
        this.console = console;
    }

    /** {@code acts} is empty for who cannot act. */
    public record View(String slug, List<Line> waiting, List<Link> acts) {}

    /** {@code mine}: this operator proposed it, and so cannot confirm it. */
    public record Line(
            long id,
            String act,
            long ballots,
            List<String> selection,
            String operator,
            String reason,
            String at,
            String expires,
            boolean mine) {}

    public record Link(String href, String text) {}

    /** {@code GET /operator/c/:slug/waiting}. */
    public Future<Reply> page(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var words = console.words(ctx);
        var operator = OperatorGuard.of(ctx);
        return rulings.waiting(campaign.id()).compose(waiting -> {
            var moments = console.moments(campaign);
            var lines = waiting.stream()
                    .map(proposed -> lineOf(proposed, words, moments, operator))
                    .toList();
            var view = new View(
                    campaign.slug(), lines, operator.may(Right.ACT) ? links(campaign.slug(), words) : List.of());
            return console.show(ctx, "waiting", Title.of(words.say("waiting.title"), "waiting", campaign.slug()), view);
        });
    }

    private static Line lineOf(Proposed proposed, Words words, Moments moments, Operator operator) {
        return new Line(
                proposed.id(),
                words.say("acts." + proposed.ruling().word() + ".name"),
                proposed.ballots(),
                Selections.told(moments::second, proposed.selection()).stream()
                        .map(sentence -> sentence.in(words))
                        .toList(),
                proposed.operator(),
                proposed.reason(),
                moments.second(proposed.at()),
                moments.second(proposed.expires()),
                operator.isSamePerson(proposed.operator()));
    }

    private static List<Link> links(String slug, Words words) {
        return Stream.of(Act.values())
                .filter(act -> act != Act.CONFIRM && act != Act.TAKE_BACK)
                .map(act -> new Link(
                        "/operator/c/" + slug + "/acts/" + act.word(), words.say("acts." + act.word() + ".name")))
                .toList();
    }
}
