package io.dianzan.operator.voters;

import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Right;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The page of one voter, found by his number alone. */
public final class VoterRoutes {
    private static final int LONGEST = 18;

    private final Campaigns campaigns;
    private final VoterPastTable table;
    private final Console console;

    public VoterRoutes(Campaigns campaigns, VoterPastTable table, Console console) {
        this.campaigns = campaigns;
        this.table = table;
        this.console = console;
    }

    /** {@code asked}: the number as it was typed, or null; {@code past} is null where there is no such voter. */
    public record View(String slug, String asked, VoterPast past, boolean mayAct) {}

    /** {@code GET /operator/c/:slug/voters?voter=}. */
    public Future<Reply> page(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var asked = Query.text(ctx, "voter", LONGEST);
        var isNumber = asked != null && asked.matches("[0-9]+");
        var past = isNumber
                ? table.read(campaign.id(), Long.parseLong(asked))
                : Future.succeededFuture(Optional.<VoterPast>empty());
        return past.compose(found -> console.show(
                ctx,
                "voters",
                Title.of(console.words(ctx).say("voters.title"), "voters", campaign.slug()),
                new View(
                        campaign.slug(),
                        asked,
                        found.orElse(null),
                        OperatorGuard.of(ctx).may(Right.ACT))));
    }
}
