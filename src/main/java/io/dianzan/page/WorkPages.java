package io.dianzan.page;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Standings;
import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Reply;
import io.dianzan.http.Shelf;
import io.dianzan.page.Frame.Meta;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /c/:slug/works/:number}: one work, the same for all who read it, written once in some seconds. */
public final class WorkPages {
    /** 1,100 works in two languages, 12 kB each with their compressed twins. */
    private static final long BYTES = 24L << 20;

    /** Each link has a page of its own: one that goes round stays here, and a thousand others push out no work's page. */
    private static final long SHARED_BYTES = 8L << 20;

    private static final int DESCRIPTION = 120;

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Standings standings;
    private final Sheets sheets;
    private final Shelf pages = new Shelf(BYTES);
    private final Shelf shared = new Shelf(SHARED_BYTES);

    public WorkPages(Campaigns campaigns, CampaignClock clock, Standings standings, Sheets sheets) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.standings = standings;
        this.sheets = sheets;
    }

    private record Key(Sheets.Edition edition, int work, String share) {}

    public Future<Reply> work(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var work = standings.of(campaign.id()).works().require(ctx.pathParam("number"));
        return show(ctx, campaign, work, null);
    }

    /** The page of a work by whichever address; {@code share} is the code of the link, or null. */
    public Future<Reply> show(RoutingContext ctx, Campaign campaign, Work work, String share) {
        if (!work.isListed()) {
            throw Refusal.WORK_WITHDRAWN.refused();
        }
        var said = saidTo(ctx);
        if (said != null) {
            return sheets.sendOnce(ctx, write(ctx, campaign, work, said, share));
        }
        var key = new Key(sheets.editionOf(ctx, campaign, clock.now()), work.id(), share);
        var shelf = share == null ? pages : shared;
        var kept = shelf.get(key);
        if (kept == null) {
            kept = write(ctx, campaign, work, null, share);
            shelf.put(key, kept);
        }
        return sheets.send(ctx, kept);
    }

    /** What is to be told now: of a vote by form, or that WeChat could not be opened; null is nothing. */
    private Said saidTo(RoutingContext ctx) {
        return ctx.queryParam("wechat").contains("unavailable")
                ? new Said("wait", sheets.frames().wordsFor(ctx).say("door.unavailable"))
                : Said.take(ctx, sheets.frames().cookies());
    }

    private Encoded write(RoutingContext ctx, Campaign campaign, Work work, Said said, String share) {
        var words = sheets.frames().wordsFor(ctx);
        var standing = standings.of(campaign.id());
        var head = CampaignHead.of(campaign, clock.now(), words);
        var fresh = WorkCard.of(campaign.slug(), standing, work, Sheets.render());
        var card = said == null || said.key().isEmpty() ? fresh : fresh.again(said.key());
        var language = "?lang=" + words.language().word();
        var here = share == null ? card.href() : "/s/" + share;
        var meta = new Meta(
                work.title() + " · " + head.title(),
                description(work),
                sheets.frames().absolute(card.href()),
                sheets.frames().absolute(here),
                sheets.frames().absolute(here + "/card.png" + language));
        var frame = sheets.frames().of(ctx, meta, campaign.slug(), here);
        var asOf = standing.counts() == null ? null : standing.counts().asOf();
        return sheets.paper()
                .write("work", new WorkView(frame, head, card, asOf, said, share, here + "/poster.png" + language));
    }

    private static String description(Work work) {
        var text = work.summary() == null ? work.author() : work.author() + " · " + work.summary();
        var letters = text.codePointCount(0, text.length());
        return letters <= DESCRIPTION ? text : text.substring(0, text.offsetByCodePoints(0, DESCRIPTION)) + "…";
    }
}
