package io.dianzan.page;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.CatalogueQuery;
import io.dianzan.catalogue.CatalogueQuery.Sort;
import io.dianzan.catalogue.Standings;
import io.dianzan.http.Encoded;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.http.Shelf;
import io.dianzan.http.Visitors;
import io.dianzan.page.Frame.Meta;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /c/:slug}: the works of a campaign. The page is the same for all who ask for the same list in one language,
 * whoever they are: what is his own, a voter's script asks for. So it is written once in some seconds.
 */
public final class CampaignPages {
    private static final int PAGE_SIZE = 24;
    private static final int LONGEST_QUERY = 64;
    /** Some 600 mixed orders of 24 works with their compressed twins, 35 kB each, in two languages. */
    private static final long PAGE_BYTES = 48L << 20;
    /** Free text has no end of keys: it must not push the pages out. */
    private static final long SEARCH_BYTES = 6L << 20;

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Standings standings;
    private final Visitors visitors;
    private final Sheets sheets;
    private final Shelf pages = new Shelf(PAGE_BYTES);
    private final Shelf searches = new Shelf(SEARCH_BYTES);

    public CampaignPages(
            Campaigns campaigns, CampaignClock clock, Standings standings, Visitors visitors, Sheets sheets) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.standings = standings;
        this.visitors = visitors;
        this.sheets = sheets;
    }

    private record Key(Sheets.Edition edition, CatalogueQuery query, String asked) {}

    public Future<Reply> list(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var seed = Math.floorMod(visitors.of(ctx).hashCode(), CatalogueQuery.LAST_SEED + 1);
        var query = standings.of(campaign.id()).normal(CatalogueQuery.of(ctx, Sort.SHUFFLED, seed, PAGE_SIZE));
        var asked = Query.text(ctx, "q", LONGEST_QUERY);
        var key = new Key(sheets.editionOf(ctx, campaign, clock.now()), query, asked);
        var shelf = asked == null ? pages : searches;
        var kept = shelf.get(key);
        if (kept == null) {
            kept = write(ctx, campaign, query, asked);
            if (isOneOfFew(campaign, query)) {
                shelf.put(key, kept);
            }
        }
        return sheets.send(ctx, kept);
    }

    /** Pages past the last one, and categories that nobody knows, have no end of keys. */
    private boolean isOneOfFew(Campaign campaign, CatalogueQuery query) {
        return !query.slice(standings.of(campaign.id()).found(query)).isEmpty();
    }

    private Encoded write(RoutingContext ctx, Campaign campaign, CatalogueQuery query, String asked) {
        var words = sheets.frames().wordsFor(ctx);
        var now = clock.now();
        var standing = standings.of(campaign.id());
        var head = CampaignHead.of(campaign, now, words);
        var path = "/c/" + campaign.slug();
        var meta = new Meta(
                head.title(),
                head.title() + " · " + head.when(),
                sheets.frames().absolute(path),
                sheets.frames().absolute(path),
                null);
        return sheets.paper()
                .write(
                        "campaign",
                        new CampaignView(
                                sheets.frames().of(ctx, meta, campaign.slug(), here(campaign, query, asked)),
                                head,
                                ListView.of(campaign.slug(), standing, query, asked, words, Sheets.render()),
                                standing.counts() == null
                                        ? null
                                        : standing.counts().asOf()));
    }

    private static String here(Campaign campaign, CatalogueQuery query, String asked) {
        return new ListAddress(campaign.slug(), query, asked).page(query.page());
    }
}
