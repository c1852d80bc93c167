package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a server that fails at every login says of that: to its callers, and in its log. */
class LogIT {
    private static final String PROXY = "127.0.0.9";
    private static final TestSite SITE =
            new TestSite().campaign("one", "perDay: 1").http("trustedProxies: [" + PROXY + "]");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
        // a privilege that the server's role must have
        SITE.execute("REVOKE ALL ON FUNCTION admit_voter FROM PUBLIC, dianzan_server");
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static String failingLogin(String from, String headers) {
        var code =
                new Wire("127.0.0.1", server.sandboxPort()).send(post("/__sandbox/login-code", "", "{\"user\":\"u\"}"));
        var body = code.substring(code.indexOf("\r\n\r\n") + 4);
        return new Wire(from, server.port()).send(post("/v1/login/wechat", headers, body));
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String requestOf(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 500").contains("\"code\":\"internal\"");
        var request = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4)).getString("request");
        assertThat(answer).contains("X-Request-Id: " + request + "\r\n");
        return request;
    }

    private static List<JsonObject> lines() {
        return SITE.log().lines().map(JsonObject::new).toList();
    }

    private static String valueOf(JsonObject line, String key) {
        for (var pair : line.getJsonArray("kvpList", new JsonArray())) {
            if (((JsonObject) pair).containsKey(key)) {
                return ((JsonObject) pair).getString(key);
            }
        }
        return null;
    }

    @Test
    void theNameThatATrustedProxyGaveARequestIsKept() {
        var request = requestOf(failingLogin(PROXY, "X-Request-Id: 0123abcd-proxy_made\r\n"));
        assertThat(request).isEqualTo("0123abcd-proxy_made");
        Eventually.holds("the log has it", () -> lines().stream()
                .anyMatch(line -> request.equals(valueOf(line, "request"))
                        && "/v1/login/:provider".equals(valueOf(line, "route"))
                        && "ERROR".equals(line.getString("level"))));
    }

    @Test
    void aNameFromElsewhereOrOfAnotherFormIsNotBelieved() {
        assertThat(requestOf(failingLogin("127.0.0.5", "X-Request-Id: 0123abcd-made-up\r\n")))
                .matches("[0-9a-f-]{36}");
        assertThat(requestOf(failingLogin(PROXY, "X-Request-Id: 127.0.0.5\r\n")))
                .matches("[0-9a-f-]{36}");
        assertThat(requestOf(failingLogin(PROXY, ""))).matches("[0-9a-f-]{36}");
    }

    @Test
    void aFloodOfErrorsIsAFewLinesASecondAndTheirNumber() {
        var before = told() + leftOut();
        for (int i = 0; i < 60; i++) {
            failingLogin("127.0.0.6", "");
        }
        Eventually.holds("all are accounted for", () -> told() + leftOut() - before == 60);
        assertThat(leftOut()).isPositive();
        var seconds = lines().stream()
                .filter(line -> "a request failed".equals(line.getString("formattedMessage")))
                .mapToLong(line -> line.getLong("timestamp"))
                .summaryStatistics();
        assertThat(told()).isLessThanOrEqualTo(5 * (2 + (seconds.getMax() - seconds.getMin()) / 1_000));
    }

    private static long told() {
        return lines().stream()
                .filter(line -> "a request failed".equals(line.getString("formattedMessage")))
                .count();
    }

    private static long leftOut() {
        return lines().stream()
                .filter(line -> line.getString("loggerName").endsWith("Faults") && valueOf(line, "suppressed") != null)
                .mapToLong(line -> Long.parseLong(valueOf(line, "suppressed")))
                .sum();
    }
}
