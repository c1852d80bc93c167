package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Metrics;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.WatchedProvider;
import io.dianzan.kit.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server goes through all that phones, the provider and the stores can do to it, with its log at the finest level, and
 * then nothing that it wrote or said in public names anybody.
 */
class NothingPrivateIT {
    private static final String PROXY = "127.0.0.9";
    private static final String APP_SECRET = "appSecret0123456789";
    /** What PostgreSQL says of a row, in the messages of its errors. */
    private static final String ROW_VALUE = "rowValue4711";

    private static final Vertx VERTX = Vertx.vertx();
    private static final WatchedProvider PROVIDER = new WatchedProvider(VERTX);
    private static final TestSite SITE = new TestSite();
    private static final Map<Secret, Set<String>> SECRETS = new EnumMap<>(Secret.class);
    private static final List<String> ANSWERS = new ArrayList<>();
    private static RunningServer server;
    private static String log;
    private static String metrics;

    /** What nobody may read. */
    enum Secret {
        TOLD_BY_PROVIDER,
        APP_SECRET,
        CODE,
        TOKEN,
        KEY,
        ADDRESS,
        ROW_VALUE
    }

    @BeforeAll
    static void aWholeRun() throws IOException {
        for (var secret : Secret.values()) {
            SECRETS.put(secret, new HashSet<>());
        }
        SECRETS.get(Secret.APP_SECRET).add(APP_SECRET);
        SECRETS.get(Secret.ROW_VALUE).add(ROW_VALUE);
        start();
        votesAndRefusals();
        brokenRequests();
        providerFaults();
        hiccupsOfRedis();
        hiccupsOfPostgresql();
        errorsThatNobodyForesaw();
        metrics = Metrics.of(server).text();
        SECRETS.get(Secret.TOLD_BY_PROVIDER).addAll(PROVIDER.told());
        Eventually.holds("what was left out is told", () -> SITE.log().contains("suppressed"));
        // JSON may escape a slash, which many a session key has
        log = SITE.log().replace("\\/", "/");
    }

    @AfterAll
    static void stop() {
        SITE.close();
        VERTX.close().await();
    }

    private static void start() throws IOException {
        var secret = SITE.folder().resolve("wechat-secret");
        Files.writeString(secret, APP_SECRET);
        SITE.campaign("one", "perDay: 1")
                .campaign("narrow", "perDay: 1")
                .limits("narrow", 2)
                .http("trustedProxies: [" + PROXY + "]")
                .wechat("apiUrl: \"" + PROVIDER.url() + "\", secretFile: \"" + secret + "\"")
                .java("-Ddianzan.log.level=TRACE");
        server = SITE.server();
        PROVIDER.leadsTo(server.sandboxPort());
    }

    // what a phone does -----------------------------------------------------------------------------------------------

    private static String code(String user) {
        var code = new Wire("127.0.0.1", server.sandboxPort())
                .send(post(
                        "/__sandbox/login-code",
                        "",
                        new JsonObject().put("user", user).encode()));
        return kept(Secret.CODE, code.replaceAll("(?s).*\"code\":\"([^\"]+)\".*", "$1"));
    }

    /** The token, from that address; login answers hold it, so they are not kept among the answers. */
    private static String login(String from, String user) {
        var answer = wire(from).send(post("/v1/login/wechat", "", "{\"code\":\"" + code(user) + "\"}"));
        var token = answer.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        kept(Secret.TOKEN, token.split("\\.")[1]);
        kept(Secret.TOKEN, token.split("\\.")[2]);
        return kept(Secret.TOKEN, token);
    }

    private static String tap(String from, String token, String campaign, String key) {
        var headers = "Authorization: Bearer " + token + "\r\nIdempotency-Key: " + kept(Secret.KEY, key) + "\r\n";
        return said(from, post("/v1/campaigns/" + campaign + "/works/0001/votes", headers, ""));
    }

    private static String said(String from, String request) {
        var answer = wire(from).send(request);
        ANSWERS.add(answer);
        return answer;
    }

    private static Wire wire(String from) {
        return new Wire(from.equals(PROXY) ? PROXY : kept(Secret.ADDRESS, from), server.port());
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String kept(Secret secret, String value) {
        SECRETS.get(secret).add(value);
        return value;
    }

    // the run ---------------------------------------------------------------------------------------------------------

    private static void votesAndRefusals() {
        for (int i = 2; i < 8; i++) {
            var from = "127.0.0." + i;
            var token = login(from, "voter" + i);
            assertThat(tap(from, token, "one", "keyOfVoter" + i)).contains("\"ok\":true");
            assertThat(tap(from, token, "one", "keyOfVoter" + i)).contains("\"repeat\":true");
            tap(from, token, "one", "otherKeyOfVoter" + i);
            for (int more = 0; more < 4; more++) {
                tap(from, token, "narrow", "keyOfVoter" + i + more);
            }
            assertThat(tap(from, token, "nowhere", "lostKeyOfVoter" + i)).contains("campaign-unknown");
        }
        assertThat(ANSWERS).anyMatch(answer -> answer.contains("too-fast"));
        var forwarded = "X-Forwarded-For: " + kept(Secret.ADDRESS, "203.0.113.77") + ", "
                + kept(Secret.ADDRESS, "2001:db8:7:7::77") + "\r\n";
        var bearer = "Authorization: Bearer " + login("127.0.0.20", "forwarded") + "\r\n";
        assertThat(said(PROXY, post("/v1/campaigns/one/works/0002/votes", forwarded + bearer, "")))
                .contains("\"ok\":true");
    }

    private static void brokenRequests() {
        var token = login("127.0.0.21", "broken");
        var openid = PROVIDER.told().iterator().next();
        for (var request : List.of(
                "rubbish " + token + "\r\n\r\n",
                "GET /" + openid + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /v1/campaigns/%zz?token=" + token + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX: " + (token + ' ').repeat(200) + "\r\n\r\n",
                "GET /" + openid.repeat(400) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1/login/wechat HTTP/1.1\r\nHost: x\r\nContent-Length: " + openid + "\r\n\r\n",
                "POST /v1/login/wechat HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + token + "\r\n",
                post("/v1/login/wechat", "", "{\"code\":\"" + token),
                post("/v1/login/wechat", "", "{\"code\":\"" + token + "\"}"),
                post("/v1/login/wechat", "", "{\"code\":\"" + openid.repeat(300) + "\"}"),
                post("/v1/login/" + openid, "", "{\"code\":\"x\"}"),
                post("/v1/campaigns/one/works/" + openid + "/votes", "Authorization: Bearer " + token + "\r\n", ""),
                post("/v1/campaigns/one/works/0001/votes", "Authorization: Bearer " + token + "x\r\n", ""),
                post("/v1/campaigns/one/works/0001/votes", "Authorization: Basic " + openid + "\r\n", ""))) {
            said("127.0.0.22", request);
            wire("127.0.0.23").sendAndReset(request.substring(0, request.length() / 2));
            wire("127.0.0.23").sendAndReset(request);
        }
    }

    /** Each of these answers names somebody, and says a code as WeChat's own messages do. */
    private static void providerFaults() {
        var openid = PROVIDER.told().iterator().next();
        var code = code("unlucky");
        for (var fault : List.of(
                "{\"errcode\":40013,\"errmsg\":\"invalid appid, rid: " + code + "\"}",
                "{\"errcode\":-1,\"errmsg\":\"" + openid + "\"}",
                "{\"openid\":\"" + openid + "\",\"session_key\":",
                "{\"openid\":{\"" + openid + "\":1}}",
                "{\"openid\":\"" + openid + " with a blank\"}",
                "<html>" + openid.repeat(1_000) + "</html>")) {
            PROVIDER.answersInstead(fault);
            var body = "{\"code\":\"" + code + "\"}";
            assertThat(said("127.0.0.24", post("/v1/login/wechat", "", body))).contains("provider-down");
        }
        PROVIDER.answersInstead(null);
    }

    private static void hiccupsOfRedis() {
        var token = login("127.0.0.25", "patient");
        SITE.redis().freeze();
        tap("127.0.0.25", token, "one", "keyWhileFrozen");
        SITE.redis().thaw();
        SITE.redis().kill();
        tap("127.0.0.25", token, "one", "keyWhileDead");
        SITE.redis().start();
        Eventually.holds("Redis is back", () -> List.of(0, 1).stream()
                .allMatch(loop -> Metrics.of(server).value("dianzan_gate_away{loop=\"" + loop + "\"}") == 0));
        // an error that Redis answers with, and that names the command's key
        SITE.redis().command("CONFIG", "SET", "maxmemory", "1");
        tap("127.0.0.25", token, "one", "keyWhileFull");
        SITE.redis().command("CONFIG", "SET", "maxmemory", "0");
    }

    private static void hiccupsOfPostgresql() {
        var database = SITE.postgres().database();
        var token = login("127.0.0.26", "endures");
        SITE.execute("ALTER DATABASE " + database + " CONNECTION LIMIT 0");
        SITE.postgres().endConnections();
        Eventually.holds(
                "PostgreSQL is missed", () -> Metrics.of(server).value("dianzan_part{part=\"postgres\"}") == 0);
        assertThat(tap("127.0.0.26", token, "one", "keyWithoutDatabase")).contains("busy");
        var body = "{\"code\":\"" + code("late") + "\"}";
        assertThat(said("127.0.0.26", post("/v1/login/wechat", "", body))).contains("busy");
        SITE.execute("ALTER DATABASE " + database + " CONNECTION LIMIT -1");
        Eventually.holds("votes are taken again", () -> tap("127.0.0.26", token, "one", "keyAfterwards")
                .contains("\"ok\":true"));
        SITE.postgres().failInserts("40001", 1);
        tap("127.0.0.27", login("127.0.0.27", "again"), "one", "keyThatIsSentAgain");
    }

    /** PostgreSQL refuses rows with messages that quote them; a crowd of such errors is sampled. */
    private static void errorsThatNobodyForesaw() {
        var token = login("127.0.0.28", "constrained");
        SITE.execute("ALTER TABLE ballot ADD CONSTRAINT trial CHECK (accepted_at IS NULL) NOT VALID");
        assertThat(tap("127.0.0.28", token, "one", "keyOfABadRow")).contains("internal");
        SITE.execute("ALTER TABLE ballot DROP CONSTRAINT trial");
        SITE.execute("""
                CREATE FUNCTION quote_row() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE ''%1$s %%'', NEW USING DETAIL = ''%1$s'', HINT = ''%1$s''; END';
                CREATE TRIGGER quote_row BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION quote_row();
                """.formatted(ROW_VALUE));
        for (int i = 0; i < 20; i++) {
            var body = "{\"code\":\"" + code("stranger" + i) + "\"}";
            assertThat(said("127.0.0.29", post("/v1/login/wechat", "", body))).contains("internal");
        }
        SITE.execute("DROP TRIGGER quote_row ON account");
    }

    // what is asserted of it ------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void nothingPrivateIsWrittenOrTold(Secret secret) {
        assertThat(SECRETS.get(secret)).as("what to look for").isNotEmpty().allMatch(text -> text.length() >= 9);
        for (var text : SECRETS.get(secret)) {
            assertThat(log).as("the log").doesNotContain(text);
            assertThat(metrics).as("the metrics").doesNotContain(text);
            assertThat(ANSWERS).as("answers").noneMatch(answer -> answer.contains(text));
        }
    }

    @Test
    void theLogSpeaksOfAllThatHappened() {
        assertThat(log)
                .contains("refused: CAMPAIGN_UNKNOWN", "refused: TOO_FAST", "refused: MALFORMED")
                .contains("/sns/jscode2session failed: errcode 40013", "/sns/jscode2session failed: no JSON")
                .contains("Redis does not answer as it should", "ErrorType: OOM")
                .contains("a connection to PostgreSQL ended", "RETRY (PgException: 40001)")
                .contains("BAD_ROW (PgException: 23514 trial)", "io.vertx.pgclient.PgException\",\"message\":\"P0001")
                .contains("a request failed", "/v1/login/:provider");
    }

    @Test
    void theMetricsCountedIt() {
        assertThat(Metrics.of(server).value("dianzan_refusals_total{code=\"internal\"}"))
                .isEqualTo(21);
        assertThat(Metrics.of(server).value("dianzan_refusals_total{code=\"provider-down\"}"))
                .isEqualTo(6);
        assertThat(Metrics.of(server).value("dianzan_refusals_total{code=\"too-large\"}"))
                .isPositive();
    }

    @Test
    void everyLineIsAJsonObject() {
        assertThat(log.lines()).isNotEmpty().allSatisfy(line -> assertThat(new JsonObject(line).getString("level"))
                .isNotEmpty());
    }
}
