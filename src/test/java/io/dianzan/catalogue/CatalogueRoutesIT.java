package io.dianzan.catalogue;

import static io.dianzan.catalogue.Samples.counts;
import static io.dianzan.catalogue.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueRoutesIT {
    private record Answer(int status, MultiMap headers, Buffer body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void serve() {
        var catalogue = new Catalogue(null);
        catalogue.hold(1, numbered(1100));
        catalogue.hold(2, numbered(1100));
        var listing =
                new CatalogueListing(new Standings(catalogue, campaign -> campaign == 2 ? null : counts(1, 1, 17, 3)));
        var routes = new CatalogueRoutes(CatalogueRoutesIT::campaign, listing);
        var router = Router.router(vertx);
        Faults.mount(router);
        Endpoint list = routes::list;
        Endpoint one = routes::one;
        router.get("/v1/campaigns/:slug/works").handler(list.handler());
        router.get("/v1/campaigns/:slug/works/:number").handler(one.handler());
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    private static int campaign(String slug) {
        return switch (slug) {
            case "demo" -> 1;
            case "hidden" -> 2;
            default -> throw Refusal.CAMPAIGN_UNKNOWN.refused();
        };
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aPageHasTwentyWorksUnlessAskedOtherwise() {
        assertThat(get("/demo/works").json().getJsonArray("works")).hasSize(20);
        assertThat(get("/demo/works?size=100&page=11").json().getJsonArray("works"))
                .hasSize(100);
        assertThat(get("/demo/works?sort=votes&size=1")
                        .json()
                        .getJsonArray("works")
                        .getJsonObject(0)
                        .getString("number"))
                .isEqualTo("0017");
    }

    @Test
    void chineseQueriesAndFullWidthNumbersArriveAsTyped() {
        assertThat(get("/demo/works?q=17%E5%8F%B7").json().getInteger("total")).isEqualTo(1);
        assertThat(get("/demo/works/%EF%BC%91%EF%BC%97").json().getInteger("rank"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/demo/works?size=101, 400, malformed, size",
        "/demo/works?size=x, 400, malformed, size",
        "/demo/works?page=0, 400, malformed, page",
        "/demo/works?sort=rank, 400, malformed, sort",
        "/hidden/works?sort=votes, 403, results-hidden,",
        "/demo/works/1101, 404, work-unknown,",
        "/nobody/works, 404, campaign-unknown,",
    })
    void whatDoesNotFitIsRefused(String path, int status, String code, String field) {
        var answer = get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().getString("code")).isEqualTo(code);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }

    @Test
    void aQueryIsBounded() {
        assertThat(get("/demo/works?q=" + "x".repeat(65)).json().getString("field"))
                .isEqualTo("q");
        // characters are counted as people count them: each of these takes two of Java's
        assertThat(get("/demo/works?q=" + "%F0%A0%AE%B7".repeat(64)).json().getInteger("total"))
                .isZero();
    }

    @Test
    void whoHasThePageAlreadyIsToldSo() {
        var first = get("/demo/works");
        var etag = first.headers().get("ETag");

        assertThat(first.headers().get("Cache-Control")).isEqualTo("public, max-age=2");
        assertThat(get("/demo/works", "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(get("/demo/works", "If-None-Match", "\"other\", " + etag).status())
                .isEqualTo(304);
        assertThat(get("/demo/works", "If-None-Match", etag.substring(2)).status())
                .isEqualTo(304);
        assertThat(get("/demo/works", "If-None-Match", "W/\"other\"").status()).isEqualTo(200);
    }

    @Test
    void aPageIsCompressedForThoseWhoTakeIt() throws IOException {
        var answer = get("/demo/works", "Accept-Encoding", "gzip, br");

        assertThat(answer.headers().get("Content-Encoding")).isEqualTo("gzip");
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(answer.body().getBytes()))) {
            assertThat(Buffer.buffer(gzip.readAllBytes()))
                    .isEqualTo(get("/demo/works").body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "br, gzip; q=0.0, identity"})
    void aPageIsPlainForThoseWhoDoNot(String accepted) {
        var answer = get("/demo/works", "Accept-Encoding", accepted);

        assertThat(answer.headers().get("Content-Encoding")).isNull();
        assertThat(answer.json().getInteger("total")).isEqualTo(1100);
    }

    private Answer get(String path, String... header) {
        var client = vertx.createHttpClient();
        return client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/v1/campaigns" + path)
                // one step: the response may come before a next one is in place, and its body waits for nobody
                .compose(request -> {
                    if (header.length > 0) {
                        request.putHeader(header[0], header[1]);
                    }
                    return request.send().compose(response -> response.body()
                            .map(body -> new Answer(response.statusCode(), response.headers(), body)));
                })
                .await();
    }
}
