package io.dianzan.tally;

import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Counts;
import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Encoded;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.http.Shelf;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The counts of a campaign's works, all of them or those that changed since an {@code asOf}. */
public final class TallyRoutes {
    private static final int LONGEST_NUMBER = 19;
    private static final int MAX_AGE_SECONDS = 1;
    /** Answers to some hundred different {@code since}, each made once. */
    private static final long SHELF_BYTES = 4L << 20;

    private final Campaigns campaigns;
    private final Catalogue catalogue;
    private final Tally tally;
    private final Shelf answers = new Shelf(SHELF_BYTES);

    public TallyRoutes(Campaigns campaigns, Catalogue catalogue, Tally tally) {
        this.campaigns = campaigns;
        this.catalogue = catalogue;
        this.tally = tally;
    }

    /** Absolute counts; {@code fell} marks one that is lower than it was, {@code all} an answer that holds every work. */
    record Answer(long asOf, Boolean all, List<Line> works) {}

    private record Edition(int campaign, int catalogue, long counts, long asOf, long before) {}

    record Line(String number, long votes, Boolean fell) {}

    public Future<Reply> tally(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var now = tally.of(campaign.id());
        if (now == null) {
            throw Refusal.RESULTS_HIDDEN.refused();
        }
        var seen = seen(ctx, campaign.id());
        var works = catalogue.require(campaign.id());
        var edition = new Edition(
                campaign.id(),
                works.version(),
                now.version(),
                now.asOf(),
                seen.isEmpty() ? -1 : seen.get(0).asOf());
        var answer = answers.get(edition);
        if (answer == null) {
            answer = encode(works.listed(), seen, now);
            answers.put(edition, answer);
        }
        return Future.succeededFuture(Reply.shared(answer, MAX_AGE_SECONDS));
    }

    private static Encoded encode(List<Work> works, List<CampaignCounts> seen, Counts now) {
        var lines = works.stream()
                .filter(work -> seen.isEmpty() || hasMoved(work, seen, now))
                .map(work -> new Line(work.number(), now.votes(work.id()), hasFallen(work, seen, now) ? true : null))
                .toList();
        return Encoded.json(new Answer(now.asOf(), seen.isEmpty() ? true : null, lines), lines);
    }

    /** Whether any reading that a phone may have seen had another count: one that rose and fell again has moved too. */
    private static boolean hasMoved(Work work, List<CampaignCounts> seen, Counts now) {
        var votes = now.votes(work.id());
        return seen.stream().anyMatch(reading -> reading.votes(work.id()) != votes);
    }

    private static boolean hasFallen(Work work, List<CampaignCounts> seen, Counts now) {
        var votes = now.votes(work.id());
        return seen.stream().anyMatch(reading -> reading.votes(work.id()) > votes);
    }

    private List<CampaignCounts> seen(RoutingContext ctx, int campaign) {
        var since = Query.text(ctx, "since", LONGEST_NUMBER);
        if (since == null) {
            return List.of();
        }
        try {
            return tally.since(campaign, Long.parseLong(since));
        } catch (NumberFormatException e) {
            throw Refused.malformed("since", "an asOf, in epoch milliseconds");
        }
    }
}
