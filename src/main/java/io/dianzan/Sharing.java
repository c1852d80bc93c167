package io.dianzan;

import io.dianzan.catalogue.cover.Covers;
import io.dianzan.http.OwnSite;
import io.dianzan.login.VoterGuard;
import io.dianzan.login.wechat.JsConfig;
import io.dianzan.login.wechat.MiniProgram;
import io.dianzan.page.WorkPages;
import io.dianzan.share.Entries;
import io.dianzan.share.Exhibits;
import io.dianzan.share.JsConfigRoutes;
import io.dianzan.share.PictureRoutes;
import io.dianzan.share.Pictures;
import io.dianzan.share.ShareEntryRoutes;
import io.dianzan.share.SharePages;
import io.dianzan.share.ShareRoutes;
import io.dianzan.share.ShareTable;
import io.dianzan.share.Shares;
import io.dianzan.share.SteadyCounts;
import io.dianzan.share.Studio;
import io.dianzan.share.UrlLinkRoutes;
import io.dianzan.share.Visits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/** The share links of one process: who made them, who came by them, ways into the mini-program, and pictures. */
final class Sharing {
    private final Contest contest;
    private final Shares shares;
    private final Visits visits;
    private final Entries entries;
    private final Studio studio = new Studio();

    /** {@code miniProgram} may be null. */
    Sharing(Vertx vertx, Pool pool, Contest contest, Visits visits, MiniProgram miniProgram) {
        this.contest = contest;
        this.visits = visits;
        shares = new Shares(new ShareTable(pool));
        entries = new Entries(vertx, pool, miniProgram);
    }

    /** What phones and browsers ask. */
    record Routes(
            ShareRoutes shares,
            ShareEntryRoutes entries,
            SharePages pages,
            UrlLinkRoutes urlLinks,
            JsConfigRoutes jsConfig,
            PictureRoutes pictures) {}

    /** The site that links lead to. {@code signer}: of pages in WeChat, null where there is no account. */
    record Place(OwnSite site, VoterGuard guard, JsConfig signer, WorkPages works) {}

    Routes routes(Place place, Covers covers, String organiser) {
        var campaigns = contest.campaigns();
        var catalogue = contest.catalogue();
        return new Routes(
                new ShareRoutes(place.guard(), campaigns, catalogue, shares, place.site()),
                new ShareEntryRoutes(shares, visits, campaigns, catalogue),
                new SharePages(shares, visits, campaigns, catalogue, place.works()),
                entries.routes(campaigns, contest.clock(), catalogue),
                new JsConfigRoutes(place.signer()),
                new PictureRoutes(
                        new Exhibits(campaigns, contest.clock(), catalogue, new SteadyCounts(contest.tally())),
                        new Pictures(covers, studio, organiser),
                        shares,
                        entries.codes(),
                        place.site()));
    }

    Shares shares() {
        return shares;
    }

    Visits visits() {
        return visits;
    }

    /** Lets go of what is over. */
    Future<Void> forget() {
        return Future.join(visits.forget(), entries.forget()).mapEmpty();
    }

    void close() {
        studio.close();
    }
}
