package io.dianzan.page;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Language;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.page.Frame.Meta;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** {@code GET /}: the campaigns, or the only one; and the choice of a language. */
public final class HomePages {
    private static final List<String> STATES = List.of("open", "paused", "draft", "closed", "final");
    private static final Duration LANGUAGE_LIFE = Duration.ofDays(180);
    private static final int LONGEST = 500;

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Sheets sheets;

    public HomePages(Campaigns campaigns, CampaignClock clock, Sheets sheets) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.sheets = sheets;
    }

    public Future<Reply> home(RoutingContext ctx) {
        if (campaigns.all().size() == 1) {
            return Future.succeededFuture(
                    Reply.redirect("/c/" + campaigns.all().iterator().next().slug()));
        }
        var words = sheets.frames().wordsFor(ctx);
        var now = clock.now();
        var heads = campaigns.all().stream()
                .map(campaign -> CampaignHead.of(campaign, now, words))
                .sorted(Comparator.comparingInt((CampaignHead head) -> STATES.indexOf(head.state()))
                        .thenComparing(CampaignHead::slug))
                .toList();
        var frame = sheets.frames().of(ctx, Meta.of(words.say("site.home")));
        return sheets.send(ctx, sheets.paper().write("home", new HomeView(frame, heads)));
    }

    /** {@code GET /language/:word?to=/…}: from now on in this language. */
    public Future<Reply> language(RoutingContext ctx) {
        var language = Language.named(ctx.pathParam("word"));
        var to = Query.text(ctx, "to", LONGEST);
        if (language != null) {
            sheets.frames().cookies().set(ctx, Frames.LANGUAGE, language.word(), LANGUAGE_LIFE);
        }
        return Future.succeededFuture(Reply.redirect(to != null && OwnSite.isOwnPath(to) ? to : "/"));
    }
}
