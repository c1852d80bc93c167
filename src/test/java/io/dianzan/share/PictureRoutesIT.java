package io.dianzan.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.Proposals;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.CatalogueImport;
import io.dianzan.catalogue.Counts;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.catalogue.cover.CoverTable;
import io.dianzan.catalogue.cover.Covers;
import io.dianzan.config.Problems;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.http.OwnSite;
import io.dianzan.kit.Photo;
import io.dianzan.kit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureRoutesIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static final Pool POOL = POSTGRES.pool(VERTX, 2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Campaigns campaigns;
    private static Catalogue catalogue;
    private static CampaignClock clock;

    private Studio studio = new Studio(2);
    private volatile Counts counts = new Standing(1_795_345_561_605L, 10_243);
    private Optional<byte[]> code = Optional.empty();
    private int port;

    private record Standing(long asOf, long all) implements Counts {
        @Override
        public long version() {
            return asOf;
        }

        @Override
        public long votes(int workId) {
            return all;
        }

        @Override
        public boolean holds(long transaction) {
            return true;
        }
    }

    @BeforeAll
    static void aCampaignWithThreeWorks(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("demo.yaml"),
                "slug: demo\ntitle: {zh: 年度好作品, en: Works of the year}\nzone: Asia/Shanghai\nvotes: {perDay: 1}\n");
        new Proposals(POOL).propose(Proposals.read(folder, new Problems())).await();
        catalogue = new Catalogue(new WorkTable(POOL));
        campaigns = new Campaigns(POOL);
        campaigns.refresh().await();
        var works = "number,title,author,category\n0001,一,甲,c\n0002,二,乙,c\n作品-3,三,丙,c\n";
        new CatalogueImport(new WorkTable(POOL))
                .run(demo(), "op", new ImportFile("w", works.getBytes(StandardCharsets.UTF_8)), (done, all) -> {})
                .await();
        POSTGRES.execute("UPDATE work SET withdrawn_at = clock_timestamp() WHERE number = '0002'");
        catalogue.refresh(demo(), 2).await();
        clock = new CampaignClock(POOL, Clock.systemUTC(), System::nanoTime);
        clock.measure().await();
    }

    private static int demo() {
        return campaigns.require("demo").id();
    }

    @BeforeEach
    void serve() {
        var routes = new PictureRoutes(
                new Exhibits(campaigns, clock, catalogue, new SteadyCounts(campaign -> counts)),
                new Pictures(new Covers(catalogue, new CoverTable(POOL)), studio, "Dianzan"),
                PictureRoutesIT::share,
                share -> Future.succeededFuture(code),
                new OwnSite(() -> "https://vote.example", List.of()));
        var router = Router.router(VERTX);
        Faults.mount(router);
        router.get("/c/:slug/works/:number/card.png").handler(((Endpoint) routes::workCard).handler());
        router.get("/c/:slug/works/:number/poster.png").handler(((Endpoint) routes::workPoster).handler());
        router.get("/s/:code/card.png").handler(((Endpoint) routes::shareCard).handler());
        router.get("/s/:code/poster.png").handler(((Endpoint) routes::sharePoster).handler());
        port = VERTX.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static Future<Share> share(String code) {
        return switch (code) {
            case "good" ->
                Future.succeededFuture(new Share(
                        1,
                        code,
                        demo(),
                        catalogue.require(demo()).require("0001").id()));
            case "gone" ->
                Future.succeededFuture(new Share(
                        2,
                        code,
                        demo(),
                        catalogue.require(demo()).require("0002").id()));
            default -> Future.failedFuture(Refusal.SHARE_UNKNOWN.refused());
        };
    }

    @AfterEach
    void closeStudio() {
        studio.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "/c/demo/works/1/card.png, 1200, 300",
        "/c/demo/works/0001/poster.png, 750, 60",
        "/c/demo/works/%E4%BD%9C%E5%93%81-3/poster.png, 750, 60",
        "/s/good/card.png, 1200, 300",
        "/s/good/poster.png, 750, 60",
    })
    void aPictureIsAPngThatMayBeKeptForAWhile(String path, int width, int seconds) {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=" + seconds);
        assertThat(Photo.read(answer.body()).getWidth()).isEqualTo(width);
        assertThat(get(path).body()).isEqualTo(answer.body());
    }

    @Test
    void whoHasThePictureAlreadyIsToldSo() {
        var first = get("/s/good/card.png");
        var again = get("/s/good/card.png", "If-None-Match", header(first, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/s/good/card.png", "If-None-Match", "W/\"other\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/c/demo/works/2/card.png, 403, work-withdrawn",
        "/c/demo/works/2/poster.png, 403, work-withdrawn",
        "/c/demo/works/77/card.png, 404, work-unknown",
        "/c/nobody/works/1/card.png, 404, campaign-unknown",
        "/s/nobody/card.png, 404, share-unknown",
        "/s/nobody/poster.png, 404, share-unknown",
        "/s/gone/card.png, 403, work-withdrawn",
        "/s/gone/poster.png, 403, work-withdrawn",
        "/s/good/card.png?lang=fr, 400, malformed",
    })
    void whatCannotBeShownIsRefused(String path, int status, String reason) {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(text(answer)).contains("\"code\":\"" + reason + "\"");
    }

    @Test
    void theLanguageIsThatOfTheAddressOrElseOfTheBrowser() {
        var chinese = get("/s/good/card.png").body();
        var english =
                get("/s/good/card.png", "Accept-Language", "en-GB, zh;q=0.5").body();
        assertThat(english).isNotEqualTo(chinese);
        assertThat(get("/s/good/card.png?lang=en").body()).isEqualTo(english);
        assertThat(get("/s/good/card.png?lang=zh", "Accept-Language", "en").body())
                .isEqualTo(chinese);
        assertThat(get("/s/good/card.png", "Accept-Language", "fr").body()).isEqualTo(chinese);
    }

    @Test
    void aCountStaysForAMinuteAndAHiddenOneGoesAtOnce() {
        var first = get("/s/good/poster.png").body();
        counts = new Standing(counts.asOf() + 59_000, 10_300);
        assertThat(get("/s/good/poster.png").body()).isEqualTo(first);
        counts = new Standing(counts.asOf() + 1_000, 10_300);
        assertThat(get("/s/good/poster.png").body()).isNotEqualTo(first);

        counts = null;
        var hidden = get("/s/good/poster.png");
        assertThat(header(hidden, "Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(hidden.body()).isNotEqualTo(first);
        // where the figure was there is nothing
        var image = Photo.read(hidden.body());
        for (int x = 52; x < 700; x++) {
            assertThat(image.getRGB(x, 800)).isEqualTo(image.getRGB(1, 1300));
        }
    }

    @Test
    void theMiniProgramsCodeIsShownWhereThereIsOne() {
        var qr = get("/s/good/poster.png").body();
        code = Optional.of(Photo.bytes(430, 430, "png"));
        assertThat(get("/s/good/poster.png").body()).isNotEqualTo(qr);
    }

    @Test
    void whoComesWhenTooManyWaitIsToldSoAndOthersAreServed() throws Exception {
        get("/s/good/card.png");
        var door = new CountDownLatch(1);
        var atWork = new CountDownLatch(1);
        var first = studio.draw(() -> {
            atWork.countDown();
            door.await();
            return new byte[0];
        });
        atWork.await();
        var waiting = Future.all(studio.draw(() -> new byte[0]), studio.draw(() -> new byte[0]));
        var refused = get("/s/good/poster.png");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(text(refused)).contains("\"code\":\"busy\"");
        assertThat(header(refused, "Retry-After")).isNotEmpty();
        // what is drawn already needs nobody
        assertThat(get("/s/good/card.png").statusCode()).isEqualTo(200);
        door.countDown();
        Future.all(first, waiting).await();
        assertThat(get("/s/good/poster.png").statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> get(String path, String... header) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (header.length > 0) {
            request.headers(header);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
