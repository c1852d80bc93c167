package io.dianzan.operator.audit;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.fault.Refused;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.operator.audit.AuditView.Act;
import io.dianzan.operator.audit.AuditView.Line;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.Moments;
import io.dianzan.operator.console.Title;
import io.dianzan.page.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.util.List;

/** {@code GET /operator/c/:slug/audit}: what was done, by whom and why. */
public final class AuditPages {
    private static final int SIZE = 50;
    private static final int LONGEST = 200;
    private static final int LONGEST_ID = 18;

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final AuditTable table;
    private final Console console;

    public AuditPages(Campaigns campaigns, CampaignClock clock, Pool pool, Console console) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.table = new AuditTable(pool);
        this.console = console;
    }

    public Future<Reply> audit(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var query = query(ctx);
        var words = console.words(ctx);
        var asOf = clock.now();
        return Future.all(table.lines(campaign.id(), query, SIZE), table.acts(campaign.id(), query.staff()))
                .compose(read -> {
                    var view = view(
                            query, read.resultAt(0), read.resultAt(1), new Saying(words, console.moments(campaign)));
                    var title = Title.of(words.say("audit.title"), "audit", campaign.slug())
                            .asOf(asOf);
                    return console.show(ctx, "audit", title, view);
                });
    }

    private record Saying(Words words, Moments moments) {
        String act(String act) {
            return words.knows("auditAct." + act) ? words.say("auditAct." + act) : act;
        }

        String key(String key) {
            return words.knows("auditKey." + key) ? words.say("auditKey." + key) : key;
        }

        Line line(AuditLine line) {
            return new Line(
                    moments.second(line.at()),
                    line.operator(),
                    act(line.act()),
                    line.reason(),
                    Change.between(line.before(), line.after(), moments, this::key));
        }
    }

    private static AuditQuery query(RoutingContext ctx) {
        return new AuditQuery(
                "staff".equals(Query.word(ctx, "of", "campaign", List.of("campaign", "staff"))),
                Query.text(ctx, "act", LONGEST),
                Query.text(ctx, "operator", LONGEST),
                id(ctx, "before"),
                id(ctx, "after"));
    }

    private static long id(RoutingContext ctx, String name) {
        var text = Query.text(ctx, name, LONGEST_ID);
        if (text == null) {
            return 0;
        }
        if (!text.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            throw Refused.malformed(name, "the number of a line");
        }
        return Long.parseLong(text);
    }

    /** One line more than a page has tells that there is another page that way; the way we came from has one too. */
    private static AuditView view(AuditQuery query, List<AuditLine> found, List<String> acts, Saying saying) {
        var cameUp = query.after() > 0;
        var more = found.size() > SIZE;
        var lines = !more ? found : cameUp ? found.subList(1, SIZE + 1) : found.subList(0, SIZE);
        var hasNewer = cameUp ? more : query.before() > 0;
        var hasOlder = cameUp || more;
        return new AuditView(
                lines.stream().map(saying::line).toList(),
                acts.stream()
                        .map(act -> new Act(act, saying.act(act), act.equals(query.act())))
                        .toList(),
                query.staff(),
                query.operator(),
                hasNewer && !lines.isEmpty() ? query.from("after", lines.get(0).id()) : null,
                hasOlder && !lines.isEmpty()
                        ? query.from("before", lines.get(lines.size() - 1).id())
                        : null);
    }
}
