package io.dianzan;

import io.dianzan.ballot.BallotRoutes;
import io.dianzan.ballot.LoginPace;
import io.dianzan.ballot.MeRoutes;
import io.dianzan.ballot.VoterFileRoutes;
import io.dianzan.catalogue.CatalogueRoutes;
import io.dianzan.catalogue.HeadRoutes;
import io.dianzan.catalogue.cover.CoverRoutes;
import io.dianzan.http.Contract;
import io.dianzan.http.Cors;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.login.LoginRoutes;
import io.dianzan.login.SessionRoutes;
import io.dianzan.page.MePages;
import io.dianzan.page.NoticeRoutes;
import io.dianzan.page.PageRoutes;
import io.dianzan.page.VotePages;
import io.dianzan.tally.LiveRoutes;
import io.dianzan.tally.TallyRoutes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;

/** The one page of routes: what there is, and who may do it. Voters' endpoints ask their guard first. */
record Api(
        Faults faults,
        Contract contract,
        CatalogueRoutes catalogue,
        HeadRoutes head,
        TallyRoutes tally,
        LiveRoutes live,
        LoginRoutes login,
        LoginPace pace,
        SessionRoutes sessions,
        BallotRoutes ballot,
        MeRoutes me,
        VoterFileRoutes file,
        Sharing.Routes sharing,
        NoticeRoutes notices,
        CoverRoutes covers,
        PageRoutes pages,
        VotePages vote,
        MePages mine) {
    /** The longest body that any of these reads is a login's code and a few words. */
    private static final int BODY_LIMIT = 4_096;

    Router router(Vertx vertx, List<String> corsOrigins) {
        var router = Router.router(vertx);
        faults.watch(router);
        Cors.mount(router, corsOrigins);

        // open to all; what most ask for stands first, for a router looks through its routes in their order
        get(router, "/v1/campaigns/:slug/works", catalogue::list);
        get(router, "/c/:slug", pages.campaign()::list);
        get(router, "/v1/campaigns/:slug/tally", tally::tally);
        get(router, "/openapi.yaml", contract::document);
        get(router, "/v1/campaigns/:slug", head::head);
        get(router, "/v1/campaigns/:slug/works/:number", catalogue::one);
        get(router, "/v1/campaigns/:slug/tally/live", live::live);
        get(router, "/v1/campaigns/:slug/rules", notices::rules);
        get(router, "/v1/site", notices::site);
        get(router, "/v1/shares/:code", sharing.entries()::open);
        get(router, "/v1/wechat/js-config", sharing.jsConfig()::config);
        get(router, "/c/:slug/works/:number/wechat", sharing.urlLinks()::open);
        get(router, "/covers/:hash/small.jpg", covers::small);
        get(router, "/covers/:hash/large.jpg", covers::large);
        get(router, "/c/:slug/works/:number/card.png", sharing.pictures()::workCard);
        get(router, "/c/:slug/works/:number/poster.png", sharing.pictures()::workPoster);
        get(router, "/s/:code/card.png", sharing.pictures()::shareCard);
        get(router, "/s/:code/poster.png", sharing.pictures()::sharePoster);
        post(router, "/v1/login/:provider", pace.before(login::login));
        get(router, "/v1/login/:provider", login::start);
        get(router, "/v1/login/:provider/callback", pace.before(login::callback));

        // voters
        post(router, "/v1/campaigns/:slug/works/:number/votes", ballot::cast);
        post(router, "/v1/campaigns/:slug/works/:number/shares", sharing.shares()::share);
        get(router, "/v1/campaigns/:slug/works/:number/shares", sharing.shares()::shared);
        get(router, "/v1/campaigns/:slug/me", me::me);
        get(router, "/v1/me", file::file);
        router.delete("/v1/me").handler(((Endpoint) sessions::erase).handler());
        post(router, "/v1/logout", sessions::logout);

        // pages for browsers, open to all
        get(router, "/", pages.home()::home);
        get(router, "/c/:slug/rules", pages.legal()::rules);
        get(router, "/c/:slug/works/:number", pages.work()::work);
        get(router, "/rules", pages.legal()::allRules);
        get(router, "/privacy", pages.legal()::privacy);
        get(router, "/login", pages.login()::login);
        get(router, "/qr.svg", pages.login()::code);
        get(router, "/language/:word", pages.home()::language);
        get(router, "/assets/:version/:file", pages.assets()::file);
        get(router, "/:name.txt", pages.verify()::file);
        get(router, "/s/:name.txt", pages.verify()::file);
        get(router, "/s/:code", sharing.pages()::open);

        // pages for voters
        post(router, "/c/:slug/works/:number/votes", vote::vote);
        get(router, "/me", mine::me);
        post(router, "/me/logout", mine::logout);
        post(router, "/me/erase", mine::erase);
        return router;
    }

    private static void get(Router router, String path, Endpoint endpoint) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(endpoint.handler());
    }

    private static void post(Router router, String path, Endpoint endpoint) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(endpoint.handler());
    }
}
