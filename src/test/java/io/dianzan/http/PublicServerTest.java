package io.dianzan.http;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.ServerConfig.Connections;
import io.dianzan.config.ServerConfig.Http;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Strangers;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The edge by itself: headers, origins, and deadlines of a second. */
class PublicServerTest {
    private static final Vertx VERTX = Vertx.vertx();

    private static final String LISTED = "https://vote.example";
    private static final String HOST = "127.0.0.1";
    private static final int WORDS = 30;

    private static int closed;
    private static int listed;
    private static int upgrading;

    @BeforeAll
    static void start() {
        closed = started(List.of(), false);
        listed = started(List.of(LISTED, "https://other.example"), false);
        upgrading = started(List.of(), true);
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    private static int started(List<String> corsOrigins, boolean h2c) {
        var bounds = new Connections(Duration.ofSeconds(20), Duration.ofSeconds(1), 100, 50);
        var http = new Http(HOST, 0, List.of(), bounds, 10, corsOrigins, h2c);
        var open = new OpenConnections(new ClientAddress(List.of()), bounds);
        return await(PublicServer.start(VERTX, 0, http, open, router(corsOrigins)))
                .port();
    }

    private static Router router(List<String> corsOrigins) {
        var router = Router.router(VERTX);
        Faults.mount(router);
        Cors.mount(router, corsOrigins);
        router.get("/v1/here")
                .handler(ctx ->
                        ctx.response().putHeader("Vary", "Accept-Language").end("here"));
        router.get("/v1/long").handler(PublicServerTest::speakForThreeSeconds);
        return router;
    }

    /** As server-sent events are: the answer goes on for long after its request. */
    private static void speakForThreeSeconds(RoutingContext ctx) {
        var response = ctx.response().setChunked(true);
        var said = new int[1];
        VERTX.setPeriodic(100, timer -> {
            response.write("word;");
            if (++said[0] == WORDS) {
                VERTX.cancelTimer(timer);
                response.end("over");
            }
        });
    }

    private static String ask(int port, String request) {
        try (var stranger = Strangers.connect(port, HOST, 1).say(request)) {
            Eventually.holds(
                    "an answer to " + request, () -> stranger.heard().get(0).contains("\r\n\r\n"));
            return stranger.heard().get(0).toLowerCase();
        }
    }

    private static String get(int port, String path, String... headers) {
        return ask(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + lines(headers));
    }

    private static String preflight(int port, String origin) {
        return ask(
                port,
                "OPTIONS /v1/here HTTP/1.1\r\nHost: a\r\n"
                        + lines(
                                "Origin: " + origin,
                                "Access-Control-Request-Method: POST",
                                "Access-Control-Request-Headers: authorization,idempotency-key"));
    }

    private static String lines(String... headers) {
        return List.of(headers).stream().map(line -> line + "\r\n").reduce("", String::concat) + "\r\n";
    }

    @Test
    void everyAnswerSaysThatItIsWhatItSays() {
        for (var answer : List.of(
                get(closed, "/v1/here"),
                get(closed, "/nowhere"),
                ask(closed, "rubbish\r\n\r\n"),
                get(closed, "/v1/here", "X-Much: " + "m".repeat(9_000)))) {
            assertThat(answer)
                    .contains("\r\nx-content-type-options: nosniff\r\n")
                    .contains("\r\nreferrer-policy: same-origin\r\n");
        }
    }

    @Test
    void linesAndHeadersHaveTheirSizes() {
        assertThat(get(closed, "/v1/here?" + "q".repeat(3_900))).startsWith("http/1.1 200");
        assertThat(get(closed, "/v1/here?" + "q".repeat(4_100))).matches("(?s)http/1.. 414 .*");
        assertThat(get(closed, "/v1/here", "X-Much: " + "m".repeat(8_000))).startsWith("http/1.1 200");
        assertThat(get(closed, "/v1/here", "X-Much: " + "m".repeat(8_200))).startsWith("http/1.1 431");
    }

    @Test
    void aPageOfAListedOriginMayAskAndRead() {
        assertThat(preflight(listed, LISTED))
                .startsWith("http/1.1 204")
                .contains("access-control-allow-origin: " + LISTED)
                .contains("authorization", "idempotency-key", "access-control-max-age: 600")
                .doesNotContain("allow-credentials");
        assertThat(get(listed, "/v1/here", "Origin: " + LISTED))
                .startsWith("http/1.1 200")
                .contains("access-control-allow-origin: " + LISTED)
                .contains("retry-after", "etag", "x-request-id")
                .doesNotContain("allow-credentials");
    }

    @Test
    void aRefusalCanBeReadThereToo() {
        assertThat(get(listed, "/v1/nowhere", "Origin: " + LISTED))
                .startsWith("http/1.1 404")
                .contains("access-control-allow-origin: " + LISTED);
    }

    @Test
    void anotherOriginIsAnsweredWithoutAWordThatItMayRead() {
        for (var origin : List.of("https://evil.example", "https://vote.example.evil", "http://vote.example", "null")) {
            assertThat(get(listed, "/v1/here", "Origin: " + origin))
                    .startsWith("http/1.1 200")
                    .doesNotContain("access-control");
            assertThat(preflight(listed, origin)).doesNotContain("access-control", "204");
        }
    }

    @Test
    void aSharedCacheIsToldThatAnswersVaryByOrigin() {
        for (var headers : List.of(new String[0], new String[] {"Origin: " + LISTED})) {
            assertThat(get(listed, "/v1/here", headers)).contains("vary: accept-language", "vary: origin");
        }
        assertThat(get(closed, "/v1/here")).doesNotContain("vary: origin");
    }

    @Test
    void withNoOriginListedNobodyIsToldAnything() {
        assertThat(preflight(closed, LISTED)).startsWith("http/1.1 405").doesNotContain("access-control");
        assertThat(get(closed, "/v1/here", "Origin: " + LISTED)).doesNotContain("access-control");
    }

    @Test
    void http2WithoutTlsIsForThoseWhoAskForIt() {
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\4\0\0\0\0\0";
        try (var refused = Strangers.connect(closed, HOST, 1).say(preface);
                var taken = Strangers.connect(upgrading, HOST, 1).say(preface)) {
            Eventually.holds("HTTP/1 only", () -> refused.open() == 0);
            Eventually.holds("a frame of settings", () -> taken.heard().get(0).length() > 9);
            assertThat(taken.heard().get(0)).doesNotContain("HTTP/1");
        }
        assertThat(get(upgrading, "/v1/here")).startsWith("http/1.1 200");
    }

    @Test
    void anAnswerMayLastLongerThanItsRequestMay() {
        try (var listener = Strangers.connect(closed, HOST, 1).say("GET /v1/long HTTP/1.1\r\nHost: a\r\n\r\n")) {
            Eventually.holds("the end of a long answer", () -> listener.allHeard("over"));
            assertThat(listener.heard().get(0).split("word;")).hasSize(WORDS + 1);
        }
    }
}
