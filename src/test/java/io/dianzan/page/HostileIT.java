package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.Cookie;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of attacks, each shown harmless: what is text stays text, no script runs, and nobody is led away. */
@InChromium
class HostileIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** Whatever runs sets {@code window.hit}. */
    private static final List<String> TEXTS = List.of(
            "<script>window.hit=1</script>",
            "\"><img src=x onerror=\"window.hit=1\">",
            "' onmouseover='window.hit=1' autofocus onfocus='window.hit=1' x='",
            "</title><script>window.hit=1</script>",
            "</script></style></textarea></noscript><svg onload=window.hit=1>",
            "<!-- <a href=javascript:window.hit=1>a</a> --> ]]> <![CDATA[",
            "${window.hit=1} @if(true) !{var x = 1;} $unsafe{1} @raw {{7*7}} <%= 7*7 %>",
            "{title} {author} {number} {n} $1 $& $` \\0",
            "&lt;b&gt; &amp;quot; &#x3C;script&#x3E; &nbsp;",
            "\u202Eevil\u202C \u2066left\u2069 \u200Bzero\uFEFF",
            "\uD83D\uDE00 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE8\uD83C\uDDF3 e\u0301",
            "one\ntwo\r\nthree\tfour",
            "字".repeat(200),
            "W".repeat(200),
            "javascript:window.hit=1",
            "data:text/html,<script>window.hit=1</script>",
            "https://evil.example/?\"onload=\"window.hit=1",
            "'; DROP TABLE ballot; --",
            "=HYPERLINK(\"https://evil.example\")",
            "__proto__");

    private static final List<String> FOREIGN_PLACES = List.of(
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:window.hit=1",
            "data:text/html,x",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "/\u0000/evil.example",
            "/c/demo\r\nSet-Cookie: vote=x",
            "/c/\"><script>window.hit=1</script>",
            "evil.example",
            "",
            "/" + "x".repeat(600));

    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        site = new TestSite()
                .campaign("demo", "perDay: 5", "channels: [mini-program, page]\n")
                .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001");
        var verify = Files.createDirectories(site.folder().resolve("conf/verify/folder.txt"));
        Files.writeString(verify.resolveSibling("MP_verify_Ab12.txt"), "Ab12");
        Files.writeString(verify.resolveSibling(".hidden.txt"), "a secret");
        Files.writeString(verify.resolveSibling("page.html"), "<script>window.hit=1</script>");
        Files.createSymbolicLink(verify.resolveSibling("dangling.txt"), verify.resolveSibling("nowhere"));
        server = site.server();
        for (int i = 0; i < TEXTS.size(); i++) {
            var text = "$hostile$" + TEXTS.get(i) + "$hostile$";
            site.execute("UPDATE work SET title = " + text + ", author = " + text + ", summary = " + text
                    + ", category = " + text + ", link = 'javascript:window.hit=1', media = 'javascript:window.hit=2'"
                    + " WHERE number = '" + number(i) + "'");
        }
        site.execute("UPDATE campaign SET catalogue = catalogue + 1");
        Eventually.holds("the works are known", () -> new Ask("GET", "/v1/campaigns/demo/works/" + number(0))
                .of(server)
                .body()
                .contains("window.hit"));
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @Test
    void hostile_words_of_works_are_text_on_their_pages() {
        var reader = reader();
        for (int i = 0; i < TEXTS.size(); i++) {
            var text = TEXTS.get(i);
            reader.open("/c/demo/works/" + number(i)).isAtHome();

            assertSame(reader, "h1", text);
            assertSame(reader, ".work .author", text);
            assertSame(reader, ".summary", text);
            assertSame(reader, ".facts span:last-child", text);
            assertThat(said(reader, "document.querySelector('.thumb').getAttribute('aria-label')"))
                    .startsWith("为《" + lines(text) + "》点赞");
            assertThat(said(reader, "document.querySelector('#share').dataset.title"))
                    .isEqualTo(lines(text));
            assertUnharmed(reader, text);
        }
    }

    @Test
    void hostile_words_of_works_are_text_in_lists() {
        var reader = reader().open("/c/demo?sort=number&size=40").isAtHome();
        for (int i = 0; i < TEXTS.size(); i++) {
            assertSame(reader, ".card[data-number='" + number(i) + "'] .title", TEXTS.get(i));
            assertSame(reader, ".card[data-number='" + number(i) + "'] .author", TEXTS.get(i));
        }
        assertUnharmed(reader, "the list");
        // an address that runs is none that a page leads to
        reader.open("/c/demo/works/" + number(0));
        assertThat(reader.page().locator("[href^='javascript' i]")).hasCount(0);
        assertUnharmed(reader, "links of a work");
    }

    @Test
    void a_vote_for_a_hostile_work_is_a_vote() {
        var reader = reader().open("/c/demo/works/" + number(1)).isAtHome();
        reader.tap(number(1)).hears("已记录您投给" + number(1) + "号的一票");
        assertUnharmed(reader, "a vote");
    }

    @Test
    void hostile_searches_and_categories_are_text() {
        var reader = reader().mayHear("/c/demo?");
        for (var text : TEXTS) {
            var asked = reader.open("/c/demo?q=" + escaped(text) + "&category=" + escaped(text));
            if (asked.page().locator("input[name=q]").count() > 0) {
                var typed = said(reader, "document.querySelector('input[name=q]').value");
                assertThat(typed).as(text).isEqualTo(text.replaceAll("[\r\n]", ""));
            } else {
                assertThat(asked.page().locator("h1")).hasText("这个地址有误");
            }
            assertUnharmed(reader, text);
        }
        for (var query :
                List.of("q=%00", "q=%ff%fe", "q=%zz", "q=%", "page=-1", "page=1e9", "sort=x", "size=1000", "q=a&q=b")) {
            reader.open("/c/demo?" + query);
            assertThat(reader.page().locator("main")).isVisible();
            assertUnharmed(reader, query);
        }
    }

    @Test
    void hostile_words_that_are_typed_are_text() {
        var reader = reader().mayHear("/c/demo?").open("/c/demo").isAtHome();
        for (var text : TEXTS.subList(0, 6)) {
            reader.page().locator("input[name=q]").fill(text.substring(0, Math.min(60, text.length())));
            reader.page().locator("input[name=q]").press("Enter");
            reader.page().waitForURL(url -> url.contains("q="));
            assertUnharmed(reader, text);
        }
    }

    @Test
    void nobody_is_led_away() {
        for (var place : FOREIGN_PLACES) {
            for (var path : List.of("/language/en", "/login", "/v1/login/wechat-page", "/qr.svg")) {
                var answer = new Ask("GET", path)
                        .query("to", place)
                        .header("Accept", "text/html")
                        .of(server);
                var location = answer.headers().get("Location");
                assertThat(answer.status()).as("%s to %s", path, place).isIn(200, 303, 400, 413);
                if (location != null
                        && !location.startsWith("http://127.0.0.1:" + server.sandboxPort() + "/connect/")) {
                    assertThat(location).as("%s to %s", path, place).isIn("/", "/login?to=/");
                }
                // the way to the other language comes back here, to the address that was asked for
                assertThat(answer.body().replaceAll("href=\"/language/[^\"]*\"", ""))
                        .as("%s to %s", path, place)
                        .doesNotContain("evil.example", "<script>window");
                assertThat(answer.headers().getOrDefault("Set-Cookie", "")).doesNotContain("vote=x");
            }
        }
        var reader = reader().mayHear("/login?");
        for (var place : FOREIGN_PLACES) {
            reader.open("/login?to=" + escaped(place));
            assertThat(reader.page().locator("a[href*=evil]:not([hreflang]), form[action*=evil], input[value*=evil]"))
                    .hasCount(0);
            assertUnharmed(reader, place);
        }
    }

    @Test
    void a_language_that_there_is_not_is_none() {
        for (var word : List.of("%3Cscript%3E", "..%2F..%2Fetc", "EN", "zh%00", "javascript:alert(1)", "%E4%B8%AD")) {
            var answer =
                    new Ask("GET", "/language/" + word).query("to", "/c/demo").of(server);
            assertThat(answer.status()).as(word).isIn(303, 400, 404);
            assertThat(answer.headers().getOrDefault("Set-Cookie", "")).as(word).doesNotContain("lang=");
        }
    }

    @Test
    void only_the_files_that_are_meant_are_served() {
        assertThat(get("/MP_verify_Ab12.txt").body()).isEqualTo("Ab12");
        assertThat(get("/s/MP_verify_Ab12.txt").body()).isEqualTo("Ab12");
        for (var name : List.of(
                "../server.yaml",
                "..%2fserver.yaml",
                "%2e%2e/server.yaml",
                "%2e%2e%2fserver.yaml",
                "..%5cserver.yaml",
                "..\\server.yaml",
                "%252e%252e%252fserver.yaml",
                ".hidden.txt",
                "%2ehidden.txt",
                "folder.txt",
                "dangling.txt",
                "page.html",
                "MP_verify_Ab12.txt%00",
                "MP_verify_Ab12.txt%00.txt",
                "mp_verify_ab12.txt",
                "/etc/passwd",
                "%2fetc%2fpasswd",
                "etc/passwd%00.txt",
                "....//server.yaml")) {
            for (var folder : List.of("/", "/s/", "/assets/x/", "/assets/", "/assets/../", "/assets/x/../../conf/")) {
                var answer = get(folder + name);
                assertThat(answer.status()).as(folder + name).isIn(303, 400, 404);
                assertThat(answer.body()).as(folder + name).doesNotContain("mode:", "root:", "secret", "window.hit");
            }
        }
    }

    @Test
    void codes_of_no_share_show_none_and_lead_nowhere() {
        for (var code : List.of(
                "..",
                "../",
                "..%2f..%2fconf%2fserver.yaml",
                "%2e%2e%2f",
                "%00",
                "7KfQm2XbRa%00",
                "7KfQm2XbRa.",
                "7KfQm2XbRa.png",
                "...........",
                "7KfQm2Xb.a",
                "a".repeat(200),
                "%E7%82%B9%E8%B5%9E",
                "%F0%9F%98%80",
                "%ff%fe",
                "%zz",
                "%3Cscript%3Ewindow.hit=1%3C%2Fscript%3E",
                "%22%3E%3Cimg%20src=x%20onerror=window.hit=1%3E",
                "%27%20OR%20%271%27=%271",
                "%0d%0aSet-Cookie:%20vote=x",
                "7KfQm2XbRa")) {
            for (var picture : List.of("", "/card.png", "/poster.png")) {
                var answer = get("/s/" + code + picture);
                // two dots are a step up, for whoever reads addresses
                var home = "/c/demo".equals(answer.headers().get("Location"));
                assertThat(answer.status()).as(code + picture).isIn(400, 404, home ? 303 : 404);
                assertThat(answer.body()).as(code + picture).doesNotContain("mode:", "window.hit", "7KfQm2XbRa");
                assertThat(answer.headers().getOrDefault("Set-Cookie", ""))
                        .as(code)
                        .isEmpty();
            }
        }
        var reader = reader().mayHear("/s/");
        for (var code : List.of("7KfQm2XbRa", "%3Cscript%3Ewindow.hit=1%3C%2Fscript%3E", "a".repeat(200))) {
            reader.open("/s/" + code);
            assertThat(reader.page().locator("main.fault h1")).hasText("这个分享链接已失效");
            assertUnharmed(reader, code);
        }
    }

    @Test
    void forged_cookies_say_nothing_that_runs() {
        var mood = "ok\" onmouseover=\"window.hit=1:";
        for (var cookie : Map.of(
                        "said", base64(mood + "<script>window.hit=1</script>"),
                        "lang", "%3Cscript%3E",
                        "visitor", "%22%3E%3Cscript%3Ewindow.hit=1",
                        "agreed", "99999999999999999999",
                        "vote", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")
                .entrySet()) {
            var reader = CHROMIUM.reader(server).open("/privacy");
            reader.context().addCookies(List.of(new Cookie(cookie.getKey(), cookie.getValue()).setUrl(reader.site())));
            for (var path : List.of("/c/demo", "/c/demo/works/0050", "/login?to=/c/demo/works/0050", "/me")) {
                reader.open(path);
                assertThat(reader.page().locator("main")).isVisible();
                assertUnharmed(reader, cookie + " at " + path);
            }
        }
        var reader = CHROMIUM.reader(server).open("/privacy");
        reader.context().addCookies(List.of(new Cookie("said", base64("ok::<b>x</b>")).setUrl(reader.site())));
        reader.open("/c/demo/works/0050").page().locator(".outcome").hover();
        assertSame(reader, ".outcome", "<b>x</b>");
        assertUnharmed(reader, mood);
        for (var broken : List.of("!!", "", "a".repeat(3_000), base64("no colon"), base64(":"))) {
            assertThat(new Ask("GET", "/c/demo/works/0050")
                            .header("Cookie", "said=" + broken)
                            .of(server)
                            .status())
                    .as(broken)
                    .isEqualTo(200);
        }
    }

    @Test
    void a_page_of_somebody_else_cannot_vote_for_its_reader() {
        var reader = reader().open("/c/demo/works/0060")
                .isAtHome()
                .mayHear("/v1/")
                .mayHear("/votes")
                .mayHear("CORS")
                .mayHear("net::ERR_FAILED");
        // another port is another origin of the same site: cookies come along
        var foreign = "http://127.0.0.1:59321/";
        reader.context()
                .route(
                        foreign,
                        route -> route.fulfill(new FulfillOptions()
                                .setContentType("text/html")
                                .setBody("<form method=post action='" + reader.site() + "/c/demo/works/0060/votes'>"
                                        + "<input name=key value=forged><button>ok</button></form>")));
        reader.page().navigate(foreign);
        reader.page()
                .evaluate(
                        "site => fetch(site + '/v1/campaigns/demo/works/0060/votes',"
                                + " {method: 'POST', credentials: 'include', mode: 'no-cors'}).catch(() => 0)",
                        reader.site());
        reader.page().locator("button").tap();
        assertThat(reader.page().locator("main")).containsText("请从本活动的页面投票");
        assertThat(site.number("SELECT count(*) FROM ballot b JOIN work w ON w.id = b.work WHERE w.number = '0060'"))
                .isZero();
    }

    @Test
    void nobody_frames_a_page_and_no_script_gets_into_it() {
        for (var path : List.of(
                "/", "/c/demo", "/c/demo/works/0001", "/c/demo/rules", "/privacy", "/login", "/me", "/nowhere")) {
            var answer = new Ask("GET", path).header("Accept", "text/html").of(server);
            if (answer.status() == 303) {
                continue;
            }
            assertThat(answer.headers()).as(path).containsEntry("X-Frame-Options", "DENY");
            assertThat(answer.headers()).as(path).containsEntry("X-Content-Type-Options", "nosniff");
            assertThat(answer.headers().get("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
        }
        var reader =
                reader().mayHear("Content Security Policy").mayHear("frame").mayHear("lost: ");
        reader.open("/c/demo").isAtHome();
        reader.page()
                .evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.hit=1';"
                        + " document.body.append(s); const i = document.createElement('iframe'); i.src = '/privacy';"
                        + " document.body.append(i); }");
        assertThat(reader.page().evaluate("window.hit === undefined")).isEqualTo(true);
        var foreign = "http://127.0.0.1:59322/";
        reader.context()
                .route(
                        foreign,
                        route -> route.fulfill(new FulfillOptions()
                                .setContentType("text/html")
                                .setBody("<iframe src='" + reader.site() + "/c/demo'></iframe>")));
        reader.page().navigate(foreign);
        assertThat(reader.page().frames().get(1).locator(".thumb")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/c/%3Cscript%3E",
                "/c/demo/works/%3Cscript%3Ewindow.hit=1%3C%2Fscript%3E",
                "/%22%3E%3Cimg%20src=x%20onerror=window.hit=1%3E"
            })
    void what_is_not_there_is_told_without_repeating_what_was_asked(String path) {
        var reader = reader().mayHear("%3C").mayHear("%22");
        reader.open(path);
        assertThat(reader.page().locator("main.fault h1")).isVisible();
        assertThat(said(reader, "document.querySelector('main').innerHTML")).doesNotContain("script", "onerror");
        assertUnharmed(reader, path);
    }

    /** The element's text is exactly this, and it holds no other element. */
    private static void assertSame(Reader reader, String selector, String text) {
        assertThat(said(reader, "document.querySelector(\"" + selector + "\").textContent"))
                .as(selector)
                .isEqualTo(lines(text));
        assertThat(reader.page().evaluate("document.querySelector(\"" + selector + "\").children.length"))
                .as("elements in " + selector + " by " + text)
                .isEqualTo(0);
    }

    /** Nothing ran, nothing was put in, and the reader is where he was. */
    private static void assertUnharmed(Reader reader, String attack) {
        assertThat(reader.page().evaluate("window.hit === undefined"))
                .as("nothing ran by " + attack)
                .isEqualTo(true);
        assertThat(reader.page()
                        .evaluate(
                                "document.querySelectorAll('img[src=x], svg[onload], script:not([src]):not([type=module]),"
                                        + " [onerror], [onmouseover], [onfocus]').length"))
                .as("nothing was put in by " + attack)
                .isEqualTo(0);
        assertThat(reader.page().url()).as(attack).startsWith(reader.site());
    }

    /** HTML knows one kind of line break. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static String said(Reader reader, String script) {
        return (String) reader.page().evaluate(script);
    }

    private static Answer get(String path) {
        return new Ask("GET", path).of(server);
    }

    private static String number(int text) {
        return "%04d".formatted(text + 1);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reader reader() {
        return CHROMIUM.reader(server).as(Phone.login(Phone.connections(VERTX, 1), server, "reader"));
    }
}
