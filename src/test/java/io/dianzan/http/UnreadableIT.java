package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.ServerConfig.Connections;
import io.dianzan.config.ServerConfig.Http;
import io.dianzan.kit.LogCapture;
import io.dianzan.kit.RawHttp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Vert.x answers without asking us is a problem document too, over a raw socket and letter by letter. */
class UnreadableIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static int port;

    @BeforeAll
    static void start() {
        var router = Router.router(VERTX);
        Faults.mount(router);
        Endpoint query = ctx -> Future.succeededFuture(Reply.json(String.valueOf(Query.text(ctx, "q", 10))));
        Endpoint body = ctx -> Future.succeededFuture(Reply.json("read"));
        Endpoint unsendable = ctx -> Future.succeededFuture(sent -> {
            throw new IllegalStateException("cannot be sent");
        });
        router.get("/v1/things/:name").handler(query.handler());
        router.post("/v1/things/:name").handler(BodyHandler.create(false)).handler(body.handler());
        router.delete("/v1/things/:name/parts").handler(query.handler());
        router.post("/small")
                .handler(BodyHandler.create(false).setBodyLimit(10))
                .handler(body.handler());
        router.get("/unsendable").handler(unsendable.handler());
        router.get("/begun").handler(ctx -> {
            ctx.response().setChunked(true).write("half of it");
            ctx.fail(new IllegalStateException("and then it broke"));
        });
        router.get("/over").handler(ctx -> ctx.response().end("all of it").onComplete(sent -> ctx.fail(500)));
        var bounds = new Connections(Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000, 1_000);
        var http = new Http("127.0.0.1", 0, List.of(), bounds, 10, List.of(), false);
        var open = new OpenConnections(new ClientAddress(List.of()), bounds);
        port = PublicServer.start(VERTX, -1, http, open, router).await().port();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    /** Requests that are none, each in one way. */
    enum Unreadable {
        GARBAGE("hello\r\n\r\n"),
        NO_VERSION("GET /v1/things/a\r\n\r\n"),
        TLS_ON_A_CLEAR_PORT("\u0016\u0003\u0001\u0002\r\n\r\n"),
        NO_HOST("GET /v1/things/a HTTP/1.1\r\nConnection: close\r\n\r\n"),
        BAD_ENCODING_OF_THE_PATH(request("GET", "/v1/things/%zz", "")),
        HALF_AN_ENCODING(request("GET", "/v1/things/a%4", "")),
        BAD_ENCODING_OF_THE_QUERY(request("GET", "/v1/things/a?q=%zz", "")),
        BAD_NAME_OF_A_HEADER("GET /v1/things/a HTTP/1.1\r\nHost: x\r\nbad name: 1\r\n\r\n"),
        TWO_LENGTHS("POST /v1/things/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        LENGTH_THAT_IS_NONE("POST /v1/things/a HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\nab"),
        UNKNOWN_EXPECTATION(request("POST", "/v1/things/a", "Expect: miracles\r\nContent-Length: 0\r\n")),
        BAD_FORM(request(
                        "POST",
                        "/v1/things/a",
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n")
                + "a=%zz&b");

        private final String text;

        Unreadable(String text) {
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoRequestIsMalformed(Unreadable request) {
        var answer = RawHttp.send(port, request.text);
        assertProblem(answer, 400, "malformed");
        assertThat(json(answer).getString("field")).isEqualTo("request");
    }

    @ParameterizedTest
    @CsvSource({"3000, 404", "4200, 414", "70000, 414"})
    void aLongRequestLineIsRefused(int length, int status) {
        var answer = RawHttp.send(port, request("GET", "/" + "a".repeat(length), ""));
        assertProblem(answer, status, status == 404 ? "path-unknown" : "too-large");
    }

    @ParameterizedTest
    @CsvSource({"1, 8000, 404", "1, 8300, 431", "1, 70000, 431", "200, 30, 404", "200, 50, 431"})
    void longHeadersAreRefused(int count, int length, int status) {
        var header = ("X-Long: " + "a".repeat(length) + "\r\n").repeat(count);
        var answer = RawHttp.send(port, request("GET", "/nowhere", header));
        assertProblem(answer, status, status == 404 ? "path-unknown" : "too-large");
    }

    @Test
    void theMostThatIsTakenIsTold() {
        var line = json(RawHttp.send(port, request("GET", "/" + "a".repeat(4200), "")));
        assertThat(line.getString("field")).isEqualTo("url");
        assertThat(line.getString("expected")).isEqualTo("at most 4096 bytes");
        var headers = json(RawHttp.send(port, request("GET", "/", "X-Long: " + "a".repeat(8300) + "\r\n")));
        assertThat(headers.getString("field")).isEqualTo("headers");
        assertThat(headers.getString("expected")).isEqualTo("at most 8192 bytes");
    }

    @Test
    void aLargeBodyIsRefusedWhetherItSaysSoOrNot() {
        var told = request("POST", "/small", "Content-Length: 11\r\n") + "12345678901";
        assertProblem(RawHttp.send(port, told), 413, "too-large");
        var untold = request("POST", "/small", "Transfer-Encoding: chunked\r\n") + "b\r\n12345678901\r\n0\r\n\r\n";
        assertProblem(RawHttp.send(port, untold), 413, "too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/things/a,        'GET, POST'",
        "DELETE, /v1/things/a/,       'GET, POST'",
        "PUT,    /v1/things/%E5%8F%B7, 'GET, POST'",
        "GET,    /v1/things/a/parts,  DELETE",
        "FOO,    /small,              POST",
    })
    void aMethodThatThePathDoesNotKnowIsAnsweredWithThoseItKnows(String method, String path, String allowed) {
        var answer = RawHttp.send(port, request(method, path, ""));
        assertProblem(answer, 405, "method");
        assertThat(answer.headers()).containsEntry("Allow", allowed);
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "GET, nowhere", "OPTIONS, *", "CONNECT, example.org:443", "GET, http://example.org/x"})
    void aPathThatIsNotThereIsUnknown(String method, String path) {
        assertProblem(RawHttp.send(port, request(method, path, "")), 404, "path-unknown");
    }

    @Test
    void aRefusedHeadRequestIsAnsweredWithoutABody() {
        var answer = RawHttp.send(port, request("HEAD", "/v1/things/a", ""));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
    }

    /** Vert.x knows no other version, and asks nobody before it says so; a status is all there is. */
    @Test
    void anotherVersionOfHttpIsNotImplemented() {
        var answer = RawHttp.send(port, "GET / HTTP/3.7\r\nHost: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "Content-Length: 10\r\n\r\n123"})
    void aBodyThatBreaksOffEndsTheConnectionAndIsNoNews(String rest) throws IOException {
        try (var log = LogCapture.open()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(10_000);
                var text = "POST /v1/things/a HTTP/1.1\r\nHost: x\r\n" + rest;
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            // in its words, for another test's answer that broke off may still be spoken of
            assertThat(log.text()).doesNotContain("Unhandled exception in router");
        }
    }

    @Test
    void whatFailsWhenItHasBegunToAnswerEndsTheConnection() {
        var answer = RawHttp.send(port, "GET /begun HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("half of it").doesNotContain("\r\n0\r\n");
    }

    @Test
    void whatFailsWhenItHasAnsweredChangesNothing() {
        var answer = RawHttp.send(port, request("GET", "/over", ""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("all of it");
    }

    @Test
    void aReplyThatCannotBeSentIsAFaultOfOurs() {
        var answer = RawHttp.send(port, request("GET", "/unsendable", ""));
        assertProblem(answer, 500, "internal");
        assertThat(json(answer).getString("request")).isNotEmpty();
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(json(answer).getInteger("status")).isEqualTo(status);
        assertThat(json(answer).getString("code")).isEqualTo(code);
    }

    private static JsonObject json(RawHttp.Answer answer) {
        return new JsonObject(Buffer.buffer(answer.body()));
    }

    /** A request that ends its connection. */
    private static String request(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n";
    }
}
