package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody meets who opens the demo for the first time, and how he finds a work among 1,100. */
@InChromium
class FirstViewIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** Of the issue: what a phone on a bad network waits for, without thumbnails. */
    private static final long MOST_BYTES = 60 * 1024;

    private static TestSite site;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        site = demo();
        server = site.server();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /** A site with the campaign and the works that the project shows itself with. */
    static TestSite demo() throws IOException {
        var site = new TestSite().campaign("demo", "perDay: 1");
        for (var file : new String[] {"conf/campaigns/demo.yaml", "conf/works/demo.csv"}) {
            Files.writeString(site.folder().resolve(file), Files.readString(Path.of(file)));
        }
        return site.provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001")
                .provider("wechat-desktop", "kind: wechat-desktop, appid: wxdesktop0000000001")
                .site("organiser: 样例主办方, contact: vote@vote.example, icp: 京ICP备00000000号,"
                        + " police: 京公网安备00000000000000号");
    }

    @Test
    void the_first_view_is_light() {
        var reader = CHROMIUM.reader(server);
        reader.open("/privacy");
        var wire = reader.context().newCDPSession(reader.page());
        wire.send("Network.enable");
        wire.send("Network.clearBrowserCache");
        Map<String, String> idToUrl = new HashMap<>();
        Map<String, Long> urlToBytes = new HashMap<>();
        wire.on(
                "Network.responseReceived",
                event -> idToUrl.put(
                        text(event, "requestId"),
                        event.getAsJsonObject("response").get("url").getAsString()));
        wire.on(
                "Network.loadingFinished",
                event -> urlToBytes.merge(
                        idToUrl.getOrDefault(text(event, "requestId"), "?"),
                        event.get("encodedDataLength").getAsLong(),
                        Long::sum));
        reader.open("/c/demo").isAtHome();
        reader.page().waitForCondition(() -> urlToBytes.keySet().stream().anyMatch(url -> url.endsWith("/me")));

        var bytes = urlToBytes.values().stream().mapToLong(Long::longValue).sum();
        urlToBytes.forEach(
                (url, size) -> System.out.printf("  %,7d  %s%n", size, url.replaceFirst("http://[^/]*", "")));
        System.out.printf("first view: %d requests, %,d bytes with their heads%n", urlToBytes.size(), bytes);
        assertThat(bytes).isBetween(5_000L, MOST_BYTES);
        assertThat(urlToBytes).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void a_first_visit_shows_the_campaign_its_works_and_what_the_law_wants() {
        var reader = CHROMIUM.reader(server).open("/");
        reader.isAt("/c/demo");
        assertThat(reader.page().locator("h1")).hasText("2024 年度好作品");
        assertThat(reader.page().locator(".badge")).hasText("投票中");
        assertThat(reader.page().locator("#mine")).hasText("每天可投 1 票");
        assertThat(reader.page().locator(".total")).hasText("共 1,100 件作品");
        assertThat(cards(reader)).hasCount(24);
        var foot = reader.page().locator(".foot");
        assertThat(foot).containsText("样例主办方");
        assertThat(foot.locator("a[href='https://beian.miit.gov.cn/']")).hasText("京ICP备00000000号");
        assertThat(foot.locator("a[href*='beian.mps.gov.cn']")).hasText("京公网安备00000000000000号");
        assertThat(foot.locator("a[href='/c/demo/rules']")).isVisible();
        assertThat(foot.locator("a[href='/privacy']")).isVisible();
        assertThat(foot.locator("a[href='mailto:vote@vote.example']")).isVisible();
        assertThat(reader.page().locator("html")).hasAttribute("lang", "zh-CN");
    }

    @Test
    void the_mixed_order_is_this_reader_s_own_and_stays() {
        var one = CHROMIUM.reader(server).open("/c/demo").isAtHome();
        var order = numbers(one);
        one.page().reload();
        assertThat(numbers(one)).isEqualTo(order);
        // of some hundred orders two visitors may have the same one
        assertThat(Stream.generate(() -> CHROMIUM.reader(server).open("/c/demo").isAtHome())
                        .limit(4)
                        .map(FirstViewIT::numbers))
                .anyMatch(others -> !others.equals(order));
    }

    @Test
    void what_is_typed_is_found_without_a_new_page() {
        var reader = CHROMIUM.reader(server).open("/c/demo").isAtHome();
        mark(reader);
        reader.page().locator("input[name=q]").pressSequentially("大飞机");

        assertThat(reader.page().locator(".total")).not().hasText("共 1,100 件作品");
        assertThat(cards(reader).first()).containsText("大飞机");
        assertThat(reader.page()).hasURL(Pattern.compile(".*/c/demo\\?q=.*"));
        assertThat(reader.page().locator("#found")).hasText(Pattern.compile("共 [0-9,]+ 件作品"));
        assertMarked(reader);
        reader.page().goBack();
        assertThat(reader.page().locator(".total")).hasText("共 1,100 件作品");
        assertMarked(reader);
    }

    @Test
    void characters_that_an_input_method_composed_are_searched_for() {
        var reader = CHROMIUM.reader(server).open("/c/demo").isAtHome();
        reader.page().locator("input[name=q]").focus();
        var keyboard = reader.context().newCDPSession(reader.page());
        var composed = new JsonObject();
        composed.addProperty("text", "feiji");
        composed.addProperty("selectionStart", 5);
        composed.addProperty("selectionEnd", 5);
        keyboard.send("Input.imeSetComposition", composed);
        assertThat(reader.page().locator("input[name=q]")).hasValue("feiji");
        composed.addProperty("text", "飞机");
        keyboard.send("Input.insertText", composed);

        assertThat(cards(reader).first()).containsText("飞机");
    }

    @Test
    void categories_order_and_pages_change_the_list_alone() {
        var reader = CHROMIUM.reader(server).open("/c/demo").isAtHome();
        mark(reader);
        reader.page().locator(".chips a").nth(2).tap();
        assertThat(reader.page().locator(".chips a[aria-current]")).not().hasText("全部");
        reader.page().locator(".order a").nth(1).tap();
        assertThat(reader.page().locator(".order a[aria-current]")).hasText("编号");
        reader.page().locator(".pager a[rel=next]").tap();
        assertThat(reader.page().locator(".pager .num")).hasText(Pattern.compile("第 2 / .*"));
        assertThat(reader.page()).hasURL(Pattern.compile(".*category=.*&sort=number&page=2"));
        assertThat(reader.page().locator(".search")).isInViewport();
        reader.isAtHome();
        assertMarked(reader);
    }

    @Test
    void the_switch_changes_the_language_and_keeps_the_place() {
        var reader = CHROMIUM.reader(server).open("/c/demo?sort=number&page=2").isAtHome();
        var numbers = numbers(reader);
        reader.page().locator(".foot a[hreflang=en]").tap();

        reader.isAt("/c/demo?sort=number&page=2");
        assertThat(reader.page().locator("html")).hasAttribute("lang", "en");
        assertThat(reader.page().locator(".total")).hasText("1,100 works");
        assertThat(numbers(reader)).isEqualTo(numbers);
        reader.page().locator("input[name=q]").fill("0017");
        assertThat(cards(reader)).hasCount(1);
        reader.page().locator(".foot a[hreflang=zh-CN]").tap();
        assertThat(reader.page().locator(".total")).hasText("共 1 件作品");
        assertThat(reader.page().locator("input[name=q]")).hasValue("0017");
    }

    @Test
    void a_browser_that_reads_english_first_is_spoken_to_in_english() {
        var reader =
                CHROMIUM.reader(server, Chromium.phone().setLocale("en-GB")).open("/c/demo");
        assertThat(reader.page().locator("h1")).hasText("Works of the year 2024");
        assertThat(reader.page().locator("#mine")).hasText("1 vote a day");
        reader.isAtHome();
        assertThat(reader.thumb(numbers(reader).split(" ")[0]))
                .hasAttribute("aria-label", Pattern.compile("Vote for “.*”"));
        assertThat(reader.page().locator(".when")).containsText("Beijing time");
    }

    @Test
    void one_visitor_s_address_is_not_told_to_the_next() {
        CHROMIUM.reader(server).open("/c/demo/works/0040?from=secret-friend");
        var next = CHROMIUM.reader(server).open("/c/demo/works/0040");
        assertThat(next.page().content()).doesNotContain("secret-friend");
    }

    private static String text(JsonObject event, String name) {
        return event.get(name).getAsString();
    }

    private static Locator cards(Reader reader) {
        return reader.page().locator(".card");
    }

    private static String numbers(Reader reader) {
        return String.join(
                " ",
                cards(reader).all().stream()
                        .map(card -> card.getAttribute("data-number"))
                        .toList());
    }

    /** A new page would forget this. */
    private static void mark(Reader reader) {
        reader.page().evaluate("window.mark = true");
    }

    private static void assertMarked(Reader reader) {
        assertThat(reader.page().evaluate("window.mark")).isEqualTo(true);
    }
}
