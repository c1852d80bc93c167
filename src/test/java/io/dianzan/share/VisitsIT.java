package io.dianzan.share;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.config.KeyRing;
import io.dianzan.http.Cookies;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Visitors;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Browser;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.login.VoterToken;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Who came by a share link: what is counted, once for whom, and that nothing waits for it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VisitsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1";
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 2", "channels: [mini-program, page]\nonePerson: false\n")
            .campaign("other", "perDay: 1")
            .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001");
    private static final Counter DROPPED = new SimpleMeterRegistry().counter("dropped");
    private static RunningServer server;
    private static HttpClient client;
    private static Shares shares;
    private static Visits visits;
    private static CampaignClock clock;
    private static int pages;

    @BeforeAll
    static void start() throws IOException {
        server = SITE.server();
        client = Phone.connections(VERTX, 16);
        var pool = SITE.postgres().pool(VERTX, 4);
        var cookies = new Cookies(new OwnSite(() -> "http://127.0.0.1", List.of()));
        clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
        await(clock.measure());
        shares = new Shares(new ShareTable(pool));
        var keys = KeyRing.read(SITE.folder().resolve("data/keys/taps"));
        visits = new Visits(new VisitTable(pool, keys), cookies, new Visitors(cookies), clock, DROPPED);
        pages = await(VERTX.createHttpServer().requestHandler(router()).listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** A page of a share as bare as can be, and one by which a crowd logs in. */
    private static Router router() {
        var router = Router.router(VERTX);
        router.route("/s/:code").handler(ctx -> shares.find(ctx.pathParam("code"))
                .onSuccess(share -> {
                    visits.opened(ctx, share);
                    ctx.end();
                })
                .onFailure(ctx::fail));
        router.get("/crowd").handler(ctx -> {
            for (long i = 1; i <= 20_000; i++) {
                visits.loggedIn(ctx, new VoterToken(i, 0, "page", false));
            }
            ctx.end();
        });
        return router;
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    private static Phone phone(String user) {
        return Phone.login(client, server, user);
    }

    private static String share(Phone sharer, String number) {
        return sharer.send(HttpMethod.POST, path(number, "shares")).json().getString("code");
    }

    private static JsonObject numbers(Phone sharer, String number) {
        return sharer.send(HttpMethod.GET, path(number, "shares")).json();
    }

    private static String path(String number, String what) {
        return "/v1/campaigns/one/works/" + number + "/" + what;
    }

    private static Answer open(String code, String agent, String cookies) {
        var ask = new Ask("GET", "/s/" + code).header("User-Agent", agent);
        return (cookies.isEmpty() ? ask : ask.header("Cookie", cookies)).of(pages);
    }

    private static Phone.Answer vote(Phone phone, String number, String share) {
        return phone.send(HttpMethod.POST, path(number, "votes") + "?share=" + share);
    }

    /** The cookies that a browser would send from then on. */
    private static String visitorOf(Answer answer) {
        return answer.headers().get("Set-Cookie").replaceAll(";.*", "");
    }

    private static long count(String code, int kind) {
        return SITE.number("SELECT coalesce(sum(visitors), 0) FROM share_count c JOIN share s ON s.id = c.share"
                + " WHERE s.code = '" + code + "' AND kind = " + kind);
    }

    private static void opens(String code, long expected) {
        await(visits.write());
        assertThat(count(code, 1)).isEqualTo(expected);
    }

    private static void counted(String what, String code, int kind, long expected) {
        Eventually.holds(what, () -> count(code, kind) == expected);
    }

    @Test
    @Order(1)
    void an_opened_link_counts_once_for_each_browser_and_is_remembered_by_it() {
        var sharer = phone("sharer");
        var code = share(sharer, "0001");
        var browser = "visitor=abcdefghijklmnopqrstuv";

        for (int i = 0; i < 3; i++) {
            var answer = open(code, PHONE, browser);
            assertThat(answer.headers().get("Set-Cookie"))
                    .startsWith("share=" + code + "; Max-Age=86400;")
                    .contains("HTTPOnly", "SameSite=Lax");
        }
        opens(code, 1);
        open(code, PHONE, "visitor=vutsrqponmlkjihgfedcba");
        open(code, PHONE, "");
        opens(code, 3);
        assertThat(numbers(sharer, "0001").getLong("opened")).isEqualTo(3);
        assertThat(numbers(sharer, "0001").getLong("voted")).isZero();
        assertThat(SITE.number("SELECT count(*) FROM share_visit WHERE length(visitor) <> 16"))
                .isZero();
    }

    @Test
    @Order(1)
    void what_reads_by_itself_and_a_look_at_the_head_are_no_visitors() {
        var code = share(phone("sharer"), "0002");

        open(code, "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "");
        new Ask("HEAD", "/s/" + code).header("User-Agent", PHONE).of(pages);
        opens(code, 0);
    }

    @Test
    @Order(1)
    void a_vote_counts_for_the_link_that_it_names_and_a_repeat_does_not() {
        var sharer = phone("sharer");
        var code = share(sharer, "0003");
        var voter = phone("voter");

        assertThat(vote(voter, "0003", code).recorded()).isTrue();
        counted("the vote is counted", code, 3, 1);
        assertThat(vote(voter, "0003", code).repeat()).isTrue();
        assertThat(vote(voter, "0004", code).recorded()).isTrue();
        assertThat(vote(phone("another"), "0003", code).recorded()).isTrue();
        counted("another voter", code, 3, 2);
        assertThat(numbers(sharer, "0003").getLong("voted")).isEqualTo(2);
    }

    @Test
    @Order(1)
    void a_repeated_vote_alone_is_nobodys() {
        var code = share(phone("sharer"), "0005");
        var voter = phone("repeats");
        assertThat(voter.tap("one", "0005").recorded()).isTrue();

        assertThat(vote(voter, "0005", code).repeat()).isTrue();
        assertThat(vote(phone("marks the end"), "0005", code).recorded()).isTrue();
        counted("the later one", code, 3, 1);
    }

    @Test
    @Order(1)
    void a_vote_counts_for_the_link_that_its_browser_came_by_and_what_it_names_goes_first() {
        var code = share(phone("sharer"), "0006");
        var named = share(phone("sharer"), "0007");
        var cookies = "share=" + code + "; visitor=abcdefghijklmnopqrstuv";

        cast(phone("by cookie"), "", cookies);
        counted("by cookie", code, 3, 1);
        cast(phone("by both"), named, cookies);
        counted("by name", named, 3, 1);
        assertThat(count(code, 3)).isEqualTo(1);
    }

    private static void cast(Phone phone, String share, String cookies) {
        var answer = new Ask("POST", path("0006", "votes") + (share.isEmpty() ? "" : "?share=" + share))
                .as(phone)
                .header("Cookie", cookies)
                .of(server);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("Set-Cookie");
    }

    @Test
    @Order(1)
    void a_code_that_is_none_is_no_reason_to_refuse_a_vote() {
        for (var code : List.of("aaaaaaaaaa", "0", "%27%22%3C", "a".repeat(300), "", "%E4%B8%AD")) {
            assertThat(vote(phone("odd " + code.hashCode()), "0008", code).recorded())
                    .as(code)
                    .isTrue();
        }
    }

    @Test
    @Order(1)
    void neither_the_sharer_nor_a_vote_in_another_campaign_counts() {
        var sharer = phone("sharer himself");
        var code = share(sharer, "0009");

        assertThat(vote(sharer, "0009", code).recorded()).isTrue();
        assertThat(phone("elsewhere")
                        .send(HttpMethod.POST, "/v1/campaigns/other/works/0009/votes?share=" + code)
                        .recorded())
                .isTrue();
        var same = phone("the same person, as it turned out");
        SITE.execute("INSERT INTO alias (voter, into_voter) VALUES (" + sharer.voter() + ", " + same.voter() + ")");
        assertThat(vote(same, "0009", code).recorded()).isTrue();
        assertThat(vote(phone("marks the end"), "0009", code).recorded()).isTrue();
        counted("the later one", code, 3, 1);
    }

    @Test
    @Order(1)
    void a_login_counts_for_the_link_that_its_browser_came_by() {
        var code = share(phone("sharer"), "0010");
        var site = "http://127.0.0.1:" + server.port();

        new Browser().keeping(site, "share", code).login(site, "wechat-page", "came by a link");
        new Browser().keeping(site, "share", code).login(site, "wechat-page", "came by a link");
        new Browser().login(site, "wechat-page", "came by himself");
        counted("the login", code, 2, 1);
    }

    @Test
    @Order(2)
    void votes_are_answered_while_nothing_can_be_written_and_are_counted_when_it_can() throws SQLException {
        var code = share(phone("sharer"), "0011");
        try (var connection = SITE.database().superuser();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE share_visit");
            for (int i = 0; i < 5; i++) {
                assertThat(vote(phone("waits for nothing " + i), "0011", code).recorded())
                        .isTrue();
            }
            Eventually.holds(
                    "the writing is blocked",
                    () -> SITE.number("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE query LIKE '%note_visits%' AND wait_event_type = 'Lock'")
                            > 0);
            assertThat(vote(phone("and another"), "0011", code).recorded()).isTrue();
            SITE.postgres().endConnections();
            Eventually.holds(
                    "votes are taken again",
                    () -> phone("after the end").tap("one", "0011").counted());
        }
        counted("all of them, each once", code, 3, 6);
    }

    @Test
    @Order(2)
    void what_there_is_no_room_for_is_dropped_and_counted() {
        var code = share(phone("sharer"), "0012");

        new Ask("GET", "/crowd").query("share", code).of(pages);

        assertThat(DROPPED.count()).isEqualTo(20_000 - 16_384);
        await(visits.write());
        // the sharer himself may be among them
        assertThat(count(code, 2)).isBetween(16_383L, 16_384L);
    }

    @Test
    @Order(3)
    void the_next_day_counts_again_and_who_came_is_forgotten_while_the_counts_stay() {
        var code = share(phone("sharer"), "0013");
        var voter = phone("every day");
        assertThat(vote(voter, "0013", code).recorded()).isTrue();
        counted("today", code, 3, 1);

        SITE.shiftTime("1 day");
        Eventually.holds("it is tomorrow", () -> vote(voter, "0013", code).recorded());
        counted("tomorrow", code, 3, 2);

        SITE.shiftTime("10 days");
        await(visits.forget());
        assertThat(SITE.number("SELECT count(*) FROM share_visit")).isZero();
        assertThat(count(code, 3)).isEqualTo(2);
    }
}
