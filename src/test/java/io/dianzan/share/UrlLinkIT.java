package io.dianzan.share;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Browser;
import io.dianzan.kit.Browser.Page;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a phone's browser into the mini-program, on two processes and one WeChat. */
class UrlLinkIT {
    private static final String MAKE = "/wxa/generate_urllink";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite();
    private static RunningServer here;
    private static RunningServer there;
    private static Sandbox sandbox;
    private static Web wechat;

    @BeforeAll
    static void start() {
        sandbox = await(Sandbox.start(VERTX, 0, List.of(new SandboxApp("wxsandbox000000001", "")), Clock.systemUTC()));
        wechat = new Web(VERTX, sandbox.port());
        SITE.campaign("one", "perDay: 1")
                .campaign("pages", "perDay: 1", "channels: [page]\n")
                .wechat("apiUrl: \"" + sandbox.url() + "\", page: pages/show/show")
                .provider("wechat-page", "kind: wechat-page, appid: wxpage");
        here = SITE.server();
        there = SITE.server();
        SITE.execute("UPDATE work SET number = '西湖春色映照一二三四五六七八九十春夏' WHERE number = '0100'"
                + " AND campaign = (SELECT id FROM campaign WHERE slug = 'one')");
        SITE.execute("UPDATE campaign SET world = world + 1, catalogue = catalogue + 1");
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    /** Nobody remembers a link but the one that is there. */
    @BeforeEach
    void calm() {
        fault(0, 0);
        SITE.execute("TRUNCATE url_link, errand");
        Eventually.holds("both processes have the same link", () -> {
            var link = open(here, "0001", "").location();
            return link.equals(open(there, "0001", "").location())
                    && SITE.number("SELECT count(*) FROM url_link WHERE '" + link + "' LIKE link || '?cq=%'") == 1;
        });
    }

    private static Page open(RunningServer server, String number, String query) {
        return new Browser().open("http://127.0.0.1:" + server.port() + "/c/one/works/" + number + "/wechat" + query);
    }

    private static long calls() {
        return wechat.get("/__sandbox/counters").json().getLong(MAKE, 0L);
    }

    private static void fault(int times, int errcode) {
        wechat.post(
                "/__sandbox/fault", "{\"times\":" + times + ",\"errcode\":" + errcode + ",\"path\":\"" + MAKE + "\"}");
    }

    @Test
    void a_phone_is_sent_to_the_work_and_the_share_and_wechat_is_asked_once_for_all() {
        var before = calls();
        var pages = IntStream.range(0, 30)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> open(i % 2 == 0 ? here : there, "17", "?share=7KfQm2XbRa")))
                .map(CompletableFuture::join)
                .toList();

        assertThat(pages).allSatisfy(page -> assertThat(page.status()).isEqualTo(303));
        assertThat(pages.stream().map(Page::location).distinct()).hasSize(1);
        var parts = pages.get(0).location().split("\\?cq=");
        assertThat(parts[0]).startsWith(sandbox.url() + "/__sandbox/link/");
        assertThat(URLDecoder.decode(parts[1], StandardCharsets.UTF_8))
                .isEqualTo("campaign=one&work=0017&share=7KfQm2XbRa");
        var opened = wechat.get(parts[0].substring(sandbox.url().length())).text();
        assertThat(opened).contains("pages/show/show");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void two_processes_that_need_one_at_once_ask_once() {
        var processes = List.of(process(), process());
        SITE.execute("TRUNCATE url_link, errand");
        var before = calls();
        var wanted =
                IntStream.range(0, 40).mapToObj(i -> processes.get(i % 2).of(1)).toList();
        await(Future.all(wanted));

        assertThat(wanted).allSatisfy(link -> assertThat(link.result()).isPresent());
        assertThat(wanted.stream().map(Future::result).distinct()).hasSize(1);
        assertThat(calls()).isEqualTo(before + 1);
        assertThat(SITE.number("SELECT count(*) FROM errand")).isZero();
    }

    private static UrlLinks process() {
        return MiniProgramProcess.started(VERTX, SITE.postgres(), SITE.redis(), sandbox.url(), false)
                .links();
    }

    @Test
    void a_link_is_made_anew_a_day_before_it_ends_and_the_old_one_serves_while_wechat_gives_none() {
        var old = open(here, "0001", "").location();
        SITE.execute("UPDATE url_link SET expires_at = clock_timestamp() + interval '23 hours'");
        fault(1, 45009);
        var before = calls();

        Eventually.holds("WeChat was asked in vain", () -> {
            assertThat(open(here, "0001", "").location()).isEqualTo(old);
            return calls() > before;
        });
        assertThat(open(there, "0001", "").location()).isEqualTo(old);
        assertThat(calls()).isEqualTo(before + 1);

        SITE.execute("UPDATE errand SET until = clock_timestamp()");
        Eventually.holds(
                "there is a new one", () -> !open(here, "0001", "").location().equals(old));
        assertThat(
                        SITE.number(
                                "SELECT count(*) FROM url_link WHERE expires_at BETWEEN"
                                        + " clock_timestamp() + interval '28 days 23 hours' AND clock_timestamp() + interval '29 days'"))
                .isEqualTo(1);
        var ticket = open(here, "0001", "")
                .location()
                .replaceAll("\\?.*", "")
                .substring(sandbox.url().length());
        wechat.post("/__sandbox/clock", "{\"shift\":" + 86_400 * 28 + "}");
        assertThat(wechat.get(ticket).status()).isEqualTo(200);
        wechat.post("/__sandbox/clock", "{\"shift\":" + 86_400 * 2 + "}");
        assertThat(wechat.get(ticket).status()).isEqualTo(404);
    }

    @Test
    void at_wechats_cap_a_phone_comes_back_to_the_page_and_wechat_is_left_alone_for_a_minute() {
        fault(1_000, 45009);
        SITE.execute("TRUNCATE url_link, errand");
        var before = calls();

        Eventually.holds(
                "there is none",
                () -> open(here, "17", "?share=7KfQm2XbRa").location().equals("/c/one/works/0017?wechat=unavailable"));
        for (int i = 0; i < 20; i++) {
            open(i % 2 == 0 ? here : there, "0001", "");
        }
        assertThat(calls()).isEqualTo(before + 1);
        assertThat(SITE.number("SELECT count(*) FROM errand WHERE failed AND until BETWEEN"
                        + " clock_timestamp() + interval '30 seconds' AND clock_timestamp() + interval '1 minute'"))
                .isEqualTo(1);

        fault(0, 45009);
        SITE.execute("UPDATE errand SET until = clock_timestamp()");
        Eventually.holds(
                "there is one again", () -> open(there, "0001", "").location().contains("?cq="));
    }

    @Test
    void without_a_postgresql_that_answers_it_is_unavailable_too() {
        SITE.execute("REVOKE SELECT ON url_link FROM dianzan_server");
        try {
            Eventually.holds(
                    "there is none", () -> open(here, "0001", "").location().endsWith("?wechat=unavailable"));
        } finally {
            SITE.execute("GRANT SELECT ON url_link TO dianzan_server");
        }
    }

    @Test
    void where_the_mini_program_may_not_vote_nobody_is_sent_there() {
        var page = new Browser().open("http://127.0.0.1:" + here.port() + "/c/pages/works/1/wechat");

        assertThat(page.location()).isEqualTo("/c/pages/works/0001?wechat=unavailable");
    }

    @Test
    void a_code_that_is_none_is_left_out_and_so_is_what_wechat_would_not_take() {
        assertThat(open(here, "0001", "?share=%22%3E%3Cscript%3E").location())
                .endsWith("?cq=campaign%3Done%26work%3D0001");
        var number = "%E8%A5%BF%E6%B9%96%E6%98%A5%E8%89%B2%E6%98%A0%E7%85%A7%E4%B8%80%E4%BA%8C%E4%B8%89%E5%9B%9B"
                + "%E4%BA%94%E5%85%AD%E4%B8%83%E5%85%AB%E4%B9%9D%E5%8D%81%E6%98%A5%E5%A4%8F";
        Eventually.holds("the work is known", () -> open(here, number, "").status() == 303);
        var location = open(here, number, "?share=7KfQm2XbRa").location();
        assertThat(location.replaceAll(".*\\?cq=", ""))
                .hasSizeLessThanOrEqualTo(256)
                .startsWith("campaign%3Done");
    }

    @Test
    void an_unknown_work_is_unknown() {
        assertThat(open(here, "9999", "").text()).contains("work-unknown");
    }
}
