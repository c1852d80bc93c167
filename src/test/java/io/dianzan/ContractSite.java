package io.dianzan;

import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestSite;
import io.dianzan.login.Tokens;
import io.dianzan.login.VoterToken;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A site in which everything that the contract speaks of can happen: a campaign for every state, and ways to break it. */
final class ContractSite implements AutoCloseable {
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
            .campaign("early", "perDay: 1", LATER)
            .campaign("over", "perDay: 1", "closes: 2024-01-01T00:00\n")
            .campaign("paused", "perDay: 1")
            .campaign("strict", "perDay: 1")
            .limits("strict", 1);
    private final RunningServer server;

    ContractSite() {
        server = site.server();
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

    Answer get(String path) {
        return new Ask("GET", path).of(server);
    }

    /** A voter whom nobody has seen yet. */
    Phone phone() {
        return Phone.login(client, server, "voter " + voters.incrementAndGet());
    }

    /** A code that is good for one login of a person whom nobody has seen yet. */
    String loginCode() {
        var order = new JsonObject().put("user", "person " + voters.incrementAndGet());
        return new JsonObject(sandbox("login-code", order)).getString("code");
    }

    /** The next call that the server makes to the provider fails so. */
    void orderFault(int errcode) {
        sandbox("fault", new JsonObject().put("times", 1).put("errcode", errcode));
    }

    private Buffer sandbox(String what, JsonObject order) {
        var text = order.encode();
        var answer = RawHttp.send(
                server.sandboxPort(),
                "POST /__sandbox/" + what + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                        + text.length() + "\r\n\r\n" + text);
        return Buffer.buffer(answer.body());
    }

    /** A token that was good an hour ago. */
    String expiredToken() {
        try {
            var keys = KeyRing.read(site.folder().resolve("data/keys/tokens"));
            var settings = new ServerConfig.Tokens("dianzan", Duration.ofMinutes(1), null);
            var anHourAgo = Clock.fixed(Instant.now().minus(Duration.ofHours(1)), ZoneOffset.UTC);
            return new Tokens(keys, settings, anHourAgo, keys.newest()::name)
                    .issue(new VoterToken(1, 0, "mini-program", false))
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

    /** Takes the voters' rows from the server, or gives them back. */
    void hideBallots(boolean hide) {
        site.execute((hide ? "REVOKE SELECT ON ballot FROM " : "GRANT SELECT ON ballot TO ") + TestPostgres.SERVER);
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
