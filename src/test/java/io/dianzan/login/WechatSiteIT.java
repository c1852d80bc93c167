package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Browser;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes and one WeChat: every way to log in to it, and what it does to those who ask too much. */
class WechatSiteIT {
    private static final String MINI = "wxsandbox000000001";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite();
    private static RunningServer here;
    private static RunningServer there;
    private static HttpClient client;
    private static Sandbox sandbox;
    private static Web wechat;

    @BeforeAll
    static void start() {
        var apps = List.of(
                new SandboxApp(MINI, ""),
                new SandboxApp("wxpage", "", Kind.OFFICIAL_ACCOUNT, "", true),
                new SandboxApp("wxdesktop", "", Kind.WEBSITE, "", true));
        sandbox = await(Sandbox.start(VERTX, 0, apps, Clock.systemUTC()));
        wechat = new Web(VERTX, sandbox.port());
        var urls = "apiUrl: \"" + sandbox.url() + "\"";
        var page = urls + ", openUrl: \"" + sandbox.url() + "\"";
        SITE.campaign("mini", "perDay: 1")
                .campaign("page", "perDay: 1", "channels: [page]\n")
                .campaign("all", "perDay: 1", "channels: [mini-program, page, desktop]\n")
                .campaign("loose", "perDay: 1", "channels: [mini-program, page]\nonePerson: false\n")
                .wechat(urls)
                .provider("wechat-page", "kind: wechat-page, appid: wxpage, " + page)
                .provider("wechat-desktop", "kind: wechat-desktop, appid: wxdesktop, " + page);
        here = SITE.server();
        there = SITE.server();
        client = Phone.connections(VERTX, 256);
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    @BeforeEach
    void calm() {
        wechat.post("/__sandbox/reset", "{}");
        Eventually.holds("logins work", () -> miniProgram("calm", here).status() == 200);
        wechat.post("/__sandbox/reset", "{}");
    }

    @Test
    void one_person_is_one_voter_by_mini_program_page_and_desktop() {
        var phone = phone(miniProgram("alice", here), here);

        assertThat(byPage("wechat-page", "alice", there).voter()).isEqualTo(phone.voter());
        assertThat(byPage("wechat-desktop", "alice", here).voter()).isEqualTo(phone.voter());
        assertThat(phone.tap("all", "0001").recorded()).isTrue();
        assertThat(byPage("wechat-page", "alice", there).tap("all", "0002").code())
                .isEqualTo("quota-spent");
    }

    @Test
    void where_several_channels_are_admitted_a_vote_needs_a_unionid() {
        wechat.post("/__sandbox/user", "{\"user\":\"lone\",\"union\":false}");
        var phone = phone(miniProgram("lone", here), here);

        assertThat(phone.me("all").status()).isEqualTo(200);
        assertThat(phone.tap("all", "0001", "key").code()).isEqualTo("union-required");
        assertThat(phone.tap("mini", "0001").recorded()).isTrue();
        assertThat(phone.tap("loose", "0001").recorded()).isTrue();

        wechat.post("/__sandbox/user", "{\"user\":\"lone\",\"union\":true}");
        var linked = phone(miniProgram("lone", there), there);
        assertThat(linked.voter()).isEqualTo(phone.voter());
        assertThat(linked.tap("all", "0001", "key").recorded()).isTrue();
    }

    @Test
    void a_campaign_takes_votes_by_its_own_channels_alone() {
        var phone = phone(miniProgram("bob", here), here);
        var page = byPage("wechat-page", "carol", here);

        assertThat(phone.tap("page", "0001").code()).isEqualTo("channel-closed");
        assertThat(page.tap("page", "0001").recorded()).isTrue();
        assertThat(page.tap("mini", "0001").code()).isEqualTo("channel-closed");
    }

    @Test
    void a_code_that_comes_again_is_the_same_login_whoever_gets_it() {
        var code = code("dave");
        var logins = new ArrayList<Future<Phone.Answer>>();
        for (int i = 0; i < 30; i++) {
            logins.add(Phone.bringing(client, i % 2 == 0 ? here : there, "wechat", code));
        }
        await(Future.all(logins));

        assertThat(logins)
                .allSatisfy(login -> assertThat(login.result().status()).isEqualTo(200));
        assertThat(logins.stream()
                        .map(login -> phone(login.result(), here).voter())
                        .distinct())
                .hasSize(1);
        assertThat(calls("/sns/jscode2session")).isEqualTo(1);
    }

    @Test
    void the_app_token_and_the_ticket_are_fetched_once_by_fifty_who_come_at_once() {
        var asked = new ArrayList<Future<Phone.Answer>>();
        for (int i = 0; i < 50; i++) {
            var server = i % 2 == 0 ? here : there;
            asked.add(Phone.loggingIn(client, server, "wechat", MINI, "stampede" + i, true, sandbox.port())
                    .compose(login -> Phone.getting(client, server, jsConfig(server))));
        }
        await(Future.all(asked));

        assertThat(asked)
                .allSatisfy(answer -> assertThat(answer.result().status()).isEqualTo(200));
        assertThat(calls("/cgi-bin/stable_token")).isEqualTo(1);
        assertThat(calls("/cgi-bin/ticket/getticket")).isEqualTo(1);
        var one = asked.get(0).result().json();
        assertThat(wechat.post(
                                "/__sandbox/js-signature",
                                new JsonObject()
                                        .put("appid", one.getString("appId"))
                                        .put("noncestr", one.getString("nonceStr"))
                                        .put("timestamp", one.getLong("timestamp"))
                                        .put("url", "http://127.0.0.1:" + here.port() + "/c/demo?x=1")
                                        .put("signature", one.getString("signature"))
                                        .encode())
                        .text())
                .contains("true");
    }

    @Test
    void wechats_second_callback_is_the_same_login() {
        var browser = new Browser();
        var consent =
                browser.open(address(here) + "/v1/login/wechat-page?to=/c/page").location();
        var back = browser.submit(consent, Map.of("user", "erin", "decision", "approve"))
                .location();

        assertThat(browser.open(back).location()).isEqualTo("/c/page");
        assertThat(browser.open(back).location()).isEqualTo("/c/page");
        assertThat(calls("/sns/oauth2/access_token")).isEqualTo(1);
        assertThat(Phone.with(client, browser.cookie("vote"), here)
                        .tap("page", "0001")
                        .recorded())
                .isTrue();
    }

    @Test
    void a_snapshot_is_nobody_and_who_declines_comes_back_as_he_was() {
        wechat.post("/__sandbox/user", "{\"user\":\"shadow\",\"snapshot\":true}");
        var browser = new Browser();
        var consent =
                browser.open(address(here) + "/v1/login/wechat-page?to=/c/page").location();
        var back = browser.submit(consent, Map.of("user", "shadow", "decision", "approve"))
                .location();
        assertThat(browser.open(back).text()).contains("snapshot-user");
        assertThat(browser.cookie("vote")).isNull();

        wechat.post("/__sandbox/options", "{\"refusalReturns\":true}");
        var other = new Browser();
        consent =
                other.open(address(here) + "/v1/login/wechat-desktop?to=/c/all").location();
        back = other.submit(consent, Map.of("user", "frank", "decision", "refuse"))
                .location();
        assertThat(other.open(back).location()).isEqualTo("/c/all");
        assertThat(other.cookie("vote")).isNull();
    }

    @Test
    void a_wechat_that_only_says_busy_is_left_alone_and_asked_again_later() {
        wechat.post("/__sandbox/fault", "{\"times\":100000,\"errcode\":-1,\"path\":\"/sns/jscode2session\"}");
        Eventually.holds("the breaker is open", () -> {
            var login = miniProgram("grace", here);
            assertThat(login.code()).isEqualTo("provider-down");
            assertThat(Integer.parseInt(login.retryAfter())).isBetween(1, 6);
            var before = calls("/sns/jscode2session");
            return "provider-down".equals(miniProgram("grace", here).code()) && calls("/sns/jscode2session") == before;
        });

        wechat.post("/__sandbox/fault", "{\"times\":0,\"path\":\"/sns/jscode2session\"}");
        Eventually.holds("logins work again", () -> miniProgram("grace", here).status() == 200);
    }

    @Test
    void without_redis_people_log_in() {
        SITE.redis().kill();
        try {
            assertThat(miniProgram("heidi", here).status()).isEqualTo(200);
            assertThat(byPage("wechat-page", "heidi", there).tap("page", "0001").recorded())
                    .isTrue();
        } finally {
            SITE.redis().start();
        }
    }

    private static String code(String user) {
        return wechat.post("/__sandbox/login-code", "{\"user\":\"" + user + "\"}")
                .json()
                .getString("code");
    }

    private static Phone.Answer miniProgram(String user, RunningServer server) {
        return await(Phone.bringing(client, server, "wechat", code(user)));
    }

    private static Phone phone(Phone.Answer login, RunningServer server) {
        assertThat(login.status()).isEqualTo(200);
        return Phone.with(client, login.json().getString("token"), server);
    }

    /** Goes through the consent page as a person would, and comes back with a cookie. */
    private static Phone byPage(String provider, String user, RunningServer server) {
        var browser = new Browser();
        var away = browser.open(address(server) + "/v1/login/" + provider + "?to=/c/all");
        assertThat(away.location()).startsWith(sandbox.url() + "/connect/");
        assertThat(browser.open(away.location()).text()).contains("<form");
        var back = browser.submit(away.location(), Map.of("user", user, "decision", "approve"));
        var home = browser.open(back.location());
        assertThat(home.location()).as(home.text()).isEqualTo("/c/all");
        return Phone.with(client, browser.cookie("vote"), server);
    }

    private static String jsConfig(RunningServer server) {
        // both processes sign for the site; in this test that is where each of them listens
        return "/v1/wechat/js-config?url="
                + URLEncoder.encode("http://127.0.0.1:" + server.port() + "/c/demo?x=1#top", StandardCharsets.UTF_8);
    }

    private static String address(RunningServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    private static long calls(String path) {
        var counters = wechat.get("/__sandbox/counters").json();
        return counters.getLong(path, 0L);
    }
}
