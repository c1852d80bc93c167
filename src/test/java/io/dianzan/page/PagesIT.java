package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages as they go over the wire: what stands on every one, what browsers may do with them, what WeChat gets. */
class PagesIT {
    private static final String WECHAT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.49 Language/zh_CN";
    private static final String SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
    private static final List<String> PAGES = List.of(
            "/c/demo", "/c/demo/works/0017", "/c/demo/rules", "/privacy", "/login?to=/c/demo", "/", "/c/nowhere");
    private static final byte[] PROOF = {'a', (byte) 0xff, 0, '\r', '\n', 'b'};

    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite()
            .campaign("demo", "perDay: 1", "channels: [mini-program, page]\n")
            .campaign("hidden", "perDay: 1", "results: {show: hidden}\n")
            .campaign("over", "perDay: 1", "closes: 2024-01-01T00:00\n")
            .campaign("early", "perDay: 1", "opens: 2099-01-01T00:00\n")
            .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001");
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(SITE.folder().resolve("conf/verify"));
        Files.write(SITE.folder().resolve("conf/verify/MP_verify_a1B2.txt"), PROOF);
        Files.writeString(SITE.folder().resolve("conf/verify/secret.key"), "no");
        Files.writeString(
                SITE.folder().resolve("rules.md"), "# 细则\n\n<script>alert(1)</script>\n\n[坏](javascript:alert)");
        Files.writeString(SITE.folder().resolve("rules.en.md"), "In English");
        Files.writeString(SITE.folder().resolve("privacy.md"), "补充");
        SITE.site("organiser: 示例主办方, contact: ask@vote.example, icp: 京ICP备12345678号, police: 京公网安备11010502030405号,"
                + " rules: rules.md, privacy: privacy.md, otherHosts: [share.example]");
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    @Test
    void everyPageEndsWithWhoRunsItAndItsFilings() {
        for (var path : PAGES) {
            var page = get(path).body();
            assertThat(page)
                    .as(path)
                    .contains("示例主办方", "href=\"mailto:ask@vote.example\"", "href=\"/privacy\"", "href=\"/me\"")
                    .contains("<a href=\"https://beian.miit.gov.cn/\" rel=\"noopener\">京ICP备12345678号</a>")
                    .contains("webSearch?code=11010502030405\" rel=\"noopener\">京公网安备11010502030405号</a>");
        }
        assertThat(get("/c/demo").body()).contains("href=\"/c/demo/rules\"");
    }

    @Test
    void noPageMayBeFramedOrRunWhatIsNotOurs() {
        for (var path : PAGES) {
            var headers = get(path).headers();
            assertThat(headers.get("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http");
            assertThat(headers).as(path).containsEntry("X-Content-Type-Options", "nosniff");
            assertThat(headers).as(path).containsEntry("X-Frame-Options", "DENY");
            assertThat(get(path).body())
                    .as(path)
                    .doesNotContain("style=\"", "onclick", "<style")
                    .doesNotContainPattern("<script(?! type=\"module\" src=\"/assets/)");
        }
    }

    @Test
    void onlyWechatGetsItsScriptAndAPolicyThatAllowsIt() {
        var inWechat = new Ask("GET", "/c/demo").header("User-Agent", WECHAT).of(server);
        assertThat(inWechat.body()).contains("data-sdk=\"https://res.wx.qq.com/open/js/jweixin-1.6.0.js\"");
        assertThat(inWechat.headers().get("Content-Security-Policy"))
                .contains("script-src 'self' https://res.wx.qq.com/open/js/jweixin-1.6.0.js;");
        var elsewhere = new Ask("GET", "/c/demo").header("User-Agent", SAFARI).of(server);
        assertThat(elsewhere.body()).doesNotContain("jweixin", "data-sdk");
    }

    @Test
    void theOrganisersTextIsTextAndItsLinksLeadToTheWeb() {
        var rules = get("/c/demo/rules").body();
        assertThat(rules)
                .contains("细则", "&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("href=\"javascript", "<script>");
        assertThat(rules).contains("每人每天可投 1 票。", "怎样保证公平");
        assertThat(in("en", "/c/demo/rules").body()).contains("In English", "Each person has 1 vote a day.");
        assertThat(get("/privacy").body()).contains("补充", "个人信息处理者", "未满十四周岁", "第 1 版");
    }

    @Test
    void proofsOfTheDomainAreServedByteForByte() throws IOException {
        for (var path : List.of("/MP_verify_a1B2.txt", "/s/MP_verify_a1B2.txt")) {
            var answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(bytes(path)).as(path).isEqualTo(PROOF);
            assertThat(answer.headers().get("Content-Type")).as(path).isEqualTo("text/plain");
        }
        for (var path : List.of("/absent.txt", "/secret.key", "/s/..%2Fsecret.key", "/..%2f..%2frules.txt")) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void aPageThatHasNotChangedIsNotSentTwice() {
        var first = new Ask("GET", "/c/demo/rules").of(server);
        var again = new Ask("GET", "/c/demo/rules")
                .header("If-None-Match", first.headers().get("ETag"))
                .of(server);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void filesOfAPageAreKeptForGoodAndFoundByOlderPagesToo() {
        var page = get("/c/demo").body();
        var css = page.replaceAll("(?s).*href=\"(/assets/[^\"]+\\.css)\".*", "$1");
        assertThat(get(css).headers().get("Cache-Control")).contains("immutable");
        var older = css.replaceAll("/assets/[^/]+/", "/assets/0123456789ab/");
        assertThat(get(older).status()).isEqualTo(200);
        assertThat(get(older).headers().get("Cache-Control")).isEqualTo("public, max-age=60");
    }

    @Test
    void theStateOfACampaignIsSaidAndNoVoteIsOfferedWhereNoneIsTaken() {
        assertThat(get("/c/early").body()).contains("未开始", "距开始", "1月1日 0:00开始").contains(" disabled");
        assertThat(get("/c/over").body()).contains("已结束，票数为初步结果").contains(" disabled");
        assertThat(get("/c/demo").body()).contains("投票中").doesNotContain(" disabled");
    }

    @Test
    void hiddenResultsAreNowhereOnAPage() {
        for (var path : List.of("/c/hidden", "/c/hidden/works/0001")) {
            assertThat(get(path).body())
                    .as(path)
                    .contains("票数在投票结束后公布")
                    .doesNotContain("data-votes", "data-as-of", "sort=votes", "data-rank");
        }
        assertThat(get("/c/hidden?sort=votes").status()).isEqualTo(403);
    }

    @Test
    void whatCannotBeShownIsSaidInThePersonsLanguageAndLeadsOn() {
        var page = get("/c/demo/works/9999");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("没有找到这件作品", "href=\"/c/demo\"").contains("<!doctype html>");
        assertThat(in("en", "/s/2222222222").body()).contains("This share link is no longer good", "href=\"/\"");
        assertThat(new Ask("GET", "/c/demo/works/9999").of(server).body()).contains("\"code\":\"work-unknown\"");
    }

    @Test
    void aSharedWorkHasItsFaceAndEveryHostOfTheSiteServesIt() {
        var phone = Phone.login(Phone.connections(VERTX, 1), server, "sharer");
        var code = phone.send(HttpMethod.POST, "/v1/campaigns/demo/works/0017/shares")
                .json()
                .getString("code");
        assertThat(code).matches("[A-Za-z0-9]{10}");
        for (var host : List.of("127.0.0.1:" + server.port(), "share.example")) {
            var page = page("/s/" + code)
                    .header("Host", host)
                    .header("User-Agent", SAFARI)
                    .of(server);
            var ours = "http://127.0.0.1:" + server.port();
            assertThat(page.status()).as(host).isEqualTo(200);
            assertThat(page.body())
                    .as(host)
                    .contains("<link rel=\"canonical\" href=\"" + ours + "/c/demo/works/0017\">")
                    .contains("property=\"og:title\" content=\"work 17")
                    .contains("property=\"og:image\" content=\"" + ours + "/s/" + code + "/card.png\"");
        }
    }

    private static byte[] bytes(String path) throws IOException {
        try (var file =
                URI.create("http://127.0.0.1:" + server.port() + path).toURL().openStream()) {
            return file.readAllBytes();
        }
    }

    private static Answer get(String path) {
        return page(path).of(server);
    }

    private static Answer in(String language, String path) {
        return page(path).header("Accept-Language", language).of(server);
    }

    private static Ask page(String path) {
        return new Ask("GET", path).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }
}
