package io.dianzan;

import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.kit.Ask;
import io.dianzan.kit.EventStream;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestSite;
import io.dianzan.login.Tokens;
import io.dianzan.login.VoterToken;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A site in which everything that the contract speaks of can happen: a campaign for every state, and ways to break it. */
final class ContractSite implements AutoCloseable {
    private static final String PAGE = "wechat-page";
    private static final String PAGE_APP = "wxpage00000000001";
    private static final String MINI_PROGRAM_APP = "wxsandbox000000001";
    private static final int STREAMS = 20;
    private static final String LATER = "opens: 2099-01-01T00:00\n";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = Phone.connections(vertx, 4);
    private final AtomicInteger voters = new AtomicInteger();
    private final TestSite site = new TestSite()
            .campaign("demo", "perDay: 1", "opens: 2024-02-27T00:00\ncloses: 2099-01-01T00:00\n")
            .campaign("five-a-day", "perDay: 5, sameWork: allowed")
            .campaign("two", "perDay: 2, sameWork: once-a-day")
            .campaign("once", "perDay: 2, sameWork: once")
            .campaign("hidden", "perDay: 1", "results: {show: hidden}\n")
            .campaign("delayed", "perDay: 1", "results: {show: delayed}\n")
            .campaign("rounded", "perDay: 1", "results: {show: rounded}\n")
            .campaign("early", "perDay: 1", LATER)
            .campaign("over", "perDay: 1", "closes: 2024-01-01T00:00\n")
            .campaign("paused", "perDay: 1")
            .campaign("strict", "perDay: 1")
            .limits("strict", 1)
            .campaign("linked", "perDay: 1", "channels: [mini-program, page]\n")
            .campaign("pages", "perDay: 1", "channels: [page]\n")
            .provider(PAGE, "kind: wechat-page, appid: " + PAGE_APP)
            .provider("wechat-desktop", "kind: wechat-desktop, appid: wxdesktop0000000001")
            // nobody listens there
            .provider("house", "kind: oidc, issuer: \"http://127.0.0.1:1\", clientId: dianzan")
            .http("streams: " + STREAMS)
            .site("otherHosts: [vote.example]");
    private final RunningServer server;
    private final SandboxOrders sandbox;
    private Phone ended;

    ContractSite() {
        server = site.server();
        sandbox = new SandboxOrders(server);
        site.execute("INSERT INTO event (campaign, kind, text, operator, reason, written_at, effective_at)"
                + " SELECT id, 'pause', '系统维护', 'test', 'test', t, t"
                + " FROM campaign, (SELECT campaign_time() - interval '1 hour' AS t) time WHERE slug = 'paused'");
        site.execute("UPDATE work SET withdrawn_at = campaign_time() - interval '1 hour'"
                + " WHERE number = '0099' AND campaign = (SELECT id FROM campaign WHERE slug = 'demo')");
        site.execute("UPDATE work SET summary = '摄于苏堤', link = 'https://example.org/17',"
                + " cover = 'https://example.org/17.jpg', media = 'https://example.org/17.mp4'"
                + " WHERE number = '0017' AND campaign = (SELECT id FROM campaign WHERE slug = 'demo')");
        site.execute("UPDATE campaign SET world = world + 1, catalogue = catalogue + 1");
        site.execute("CREATE SEQUENCE damages MINVALUE 0; SELECT nextval('damages'); GRANT USAGE ON damages TO "
                + TestPostgres.SERVER);
        site.execute("CREATE FUNCTION damage() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''damages'');"
                + " RAISE EXCEPTION ''a fault that was ordered'' USING ERRCODE = TG_ARGV[0]; END'");
        Eventually.holds("the server knows of the pause and the withdrawal", this::isKnown);
    }

    private boolean isKnown() {
        return get("/v1/campaigns/paused").body().contains("\"paused\"")
                && get("/v1/campaigns/demo/works/0099").status() == 403;
    }

    RunningServer server() {
        return server;
    }

    /** Asks a server of the same site that has a privacy text, for somebody of whom nobody knows that he has agreed. */
    Answer askedForConsent(Ask login) {
        try {
            Files.writeString(site.folder().resolve("privacy.md"), "隐私");
            site.site("privacy: privacy.md, privacyVersion: 3");
            var asking = site.server();
            var code = new SandboxOrders(asking).loginCode(MINI_PROGRAM_APP, person());
            var answer = login.body(new JsonObject().put("code", code).encode()).of(asking);
            asking.kill();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer get(String path) {
        return new Ask("GET", path).of(server);
    }

    /** A voter whom nobody has seen yet. */
    Phone phone() {
        return Phone.login(client, server, "voter " + voters.incrementAndGet());
    }

    /** A voter of whom WeChat does not tell who he is elsewhere. */
    Phone unlinkedPhone() {
        var user = "voter " + voters.incrementAndGet();
        sandbox.order("user", new JsonObject().put("user", user).put("union", false));
        return Phone.login(client, server, user);
    }

    /** A code that is good for one login of a person whom nobody has seen yet. */
    String loginCode() {
        return sandbox.loginCode(MINI_PROGRAM_APP, person());
    }

    /** The same for a page in WeChat's browser. */
    String pageCode() {
        return sandbox.loginCode(PAGE_APP, person());
    }

    /** The same of somebody whom WeChat has invented. */
    String snapshotCode() {
        var person = person();
        sandbox.order("user", new JsonObject().put("user", person).put("snapshot", true));
        return sandbox.loginCode(PAGE_APP, person);
    }

    private String person() {
        return "person " + voters.incrementAndGet();
    }

    /** Brings a code to the provider past our server. */
    void spendLoginCode(String code) {
        sandbox.spend("/sns/jscode2session", MINI_PROGRAM_APP, "js_code", code);
    }

    /** The same for a page's code. */
    void spendPageCode(String code) {
        sandbox.spend("/sns/oauth2/access_token", PAGE_APP, "code", code);
    }

    /** The next call that the server makes to the provider fails so. */
    void orderFault(int errcode) {
        sandbox.order("fault", new JsonObject().put("times", 1).put("errcode", errcode));
    }

    /** A browser that was just sent to the provider of pages. */
    Browser browser() {
        return Browser.sentTo(PAGE, server);
    }

    /** Where our own pages are. */
    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What is answered while the server has as many streams as it takes. */
    Answer withAllStreamsOpen(Supplier<Answer> way) {
        var streams = new ArrayList<EventStream>();
        try {
            for (int i = 0; i < STREAMS; i++) {
                streams.add(EventStream.open(server, "/v1/campaigns/demo/tally/live"));
            }
            return way.get();
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    /** A token of a session that is over. */
    String endedToken() {
        if (ended == null) {
            ended = phone();
            ended.send(HttpMethod.POST, "/v1/logout");
            Eventually.holds("the session is over", () -> "token-revoked"
                    .equals(ended.me("demo").code()));
        }
        return ended.token();
    }

    /** A token that was good an hour ago. */
    String expiredToken() {
        return shortToken(1, Instant.now().minus(Duration.ofHours(1)));
    }

    /** A token of a voter of its own that is good for another minute. */
    String endingToken() {
        return shortToken(phone().voter(), Instant.now());
    }

    private String shortToken(long voter, Instant made) {
        try {
            var keys = KeyRing.read(site.folder().resolve("data/keys/tokens"));
            var settings = new ServerConfig.Tokens("dianzan", Duration.ofMinutes(1), null);
            return new Tokens(keys, settings, Clock.fixed(made, ZoneOffset.UTC), keys.newest()::name)
                    .issue(new VoterToken(voter, 0, "mini-program", false))
                    .token();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestSite stores() {
        return site;
    }

    /** What is answered while every row for {@code table} fails with this SQLSTATE. */
    Answer damaged(String table, String state, Supplier<Answer> way) {
        site.execute("CREATE TRIGGER damage BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION damage('"
                + state + "')");
        try {
            return way.get();
        } finally {
            site.execute("DROP TRIGGER damage ON " + table);
        }
    }

    /** How many rows have failed so. */
    long damages() {
        return site.number("SELECT last_value FROM damages");
    }

    /** What is answered while the server may not read the voters' rows. */
    Answer withoutBallots(Supplier<Answer> way) {
        site.execute("REVOKE SELECT ON ballot FROM " + TestPostgres.SERVER);
        try {
            return way.get();
        } finally {
            site.execute("GRANT SELECT ON ballot TO " + TestPostgres.SERVER);
        }
    }

    /** Sets PostgreSQL's clock off, as the server's new connections see it. There is no way back. */
    void moveClock() {
        site.execute("CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
                + " 'SELECT pg_catalog.clock_timestamp() + interval ''1 hour'''");
        site.execute("ALTER ROLE " + TestPostgres.SERVER + " IN DATABASE "
                + site.postgres().database() + " SET search_path = public, pg_catalog");
        site.postgres().endConnections();
    }

    @Override
    public void close() {
        vertx.close().await();
        site.close();
    }
}
