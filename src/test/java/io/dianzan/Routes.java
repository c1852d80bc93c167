package io.dianzan;

import io.dianzan.ballot.BallotRoutes;
import io.dianzan.ballot.LoginPace;
import io.dianzan.ballot.MeRoutes;
import io.dianzan.ballot.VoterFileRoutes;
import io.dianzan.catalogue.CatalogueRoutes;
import io.dianzan.catalogue.HeadRoutes;
import io.dianzan.catalogue.cover.CoverRoutes;
import io.dianzan.http.Contract;
import io.dianzan.http.Faults;
import io.dianzan.login.LoginRoutes;
import io.dianzan.login.SessionRoutes;
import io.dianzan.page.Assets;
import io.dianzan.page.CampaignPages;
import io.dianzan.page.HomePages;
import io.dianzan.page.LegalPages;
import io.dianzan.page.LoginPages;
import io.dianzan.page.MePages;
import io.dianzan.page.NoticeRoutes;
import io.dianzan.page.PageRoutes;
import io.dianzan.page.Sheets;
import io.dianzan.page.Texts;
import io.dianzan.page.VerifyFiles;
import io.dianzan.page.VotePages;
import io.dianzan.page.WorkPages;
import io.dianzan.share.Entries;
import io.dianzan.share.JsConfigRoutes;
import io.dianzan.share.PictureRoutes;
import io.dianzan.share.ShareEntryRoutes;
import io.dianzan.share.SharePages;
import io.dianzan.share.ShareRoutes;
import io.dianzan.tally.LiveRoutes;
import io.dianzan.tally.TallyRoutes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the router itself says that it has. */
final class Routes {
    private Routes() {}

    /** Such as {@code GET /v1/campaigns/{slug}}; a HEAD beside a GET goes without saying. Nothing behind them is called. */
    static List<String> ofTheRouter() {
        var all = all();
        return all.stream()
                .filter(route -> !route.startsWith("HEAD ") || !all.contains(route.replace("HEAD ", "GET ")))
                .toList();
    }

    /** Those of the contract; pages and pictures are for browsers, and their addresses are told by pages. */
    static List<String> ofTheInterface() {
        return ofTheRouter().stream()
                .filter(route -> route.contains(" /v1/") || route.endsWith(" /openapi.yaml"))
                .toList();
    }

    private static List<String> all() {
        var vertx = Vertx.vertx();
        try {
            var api = new Api(
                    Faults.uncounted(),
                    new Contract(),
                    new CatalogueRoutes(null, null),
                    new HeadRoutes(null, null, null, null),
                    new TallyRoutes(null, null),
                    new LiveRoutes(null, null, null),
                    new LoginRoutes(List.of(), null, null, null, null),
                    new LoginPace(null, null, null, null, null),
                    new SessionRoutes(null, null, null),
                    new BallotRoutes(null, null),
                    new MeRoutes(null, null, null, null, null),
                    new VoterFileRoutes(null, null),
                    new Sharing.Routes(
                            new ShareRoutes(null, null, null, null, null),
                            new ShareEntryRoutes(null, null, null, null),
                            new SharePages(null, null, null, null, null),
                            new Entries(vertx, null, null).routes(null, null, null),
                            new JsConfigRoutes(null),
                            new PictureRoutes(null, null, null, null, null)),
                    new NoticeRoutes(null, null, null, null, null),
                    new CoverRoutes(null),
                    pages(),
                    new VotePages(null, null, null, null, null),
                    new MePages(null, null, null, null, null));
            return api.router(vertx, List.of()).getRoutes().stream()
                    .flatMap(Routes::named)
                    .distinct()
                    .toList();
        } finally {
            vertx.close().await();
        }
    }

    private static PageRoutes pages() {
        var sheets = new Sheets(null, null);
        return new PageRoutes(
                new HomePages(null, null, sheets),
                new CampaignPages(null, null, null, null, sheets),
                new WorkPages(null, null, null, sheets),
                new LegalPages(null, null, null, null, sheets),
                new LoginPages(null, null, null, sheets),
                new Assets(Texts.read()),
                noFiles());
    }

    private static VerifyFiles noFiles() {
        try {
            return VerifyFiles.in(Path.of("nowhere"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> named(Route route) {
        var path = route.getPath().replaceAll(":(\\w+)", "{$1}");
        return route.methods().stream().map(method -> method + " " + path);
    }
}
