package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages for everybody: by keyboard, with large letters, in the dark, by ear, with a thumb that is not steady. */
@InChromium
class AccessIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** Of all that a page has; each of its own kind. */
    private static final List<String> PAGES = List.of(
            "/",
            "/c/demo",
            "/c/demo?sort=number&page=2",
            "/c/demo?q=nothing",
            "/c/demo/works/0017",
            "/c/demo/rules",
            "/c/later",
            "/c/over/works/0001",
            "/c/paused",
            "/c/hidden",
            "/privacy",
            "/login?to=/c/demo/works/0017",
            "/me",
            "/c/demo/works/unknown");

    private static final AtomicInteger VOTERS = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        site = FirstViewIT.demo()
                .campaign("later", "perDay: 1", "opens: 2099-01-01T00:00\n")
                .campaign("over", "perDay: 1", "closes: 2024-01-01T00:00\n")
                .campaign("paused", "perDay: 1")
                .campaign("hidden", "perDay: 1", "results: {show: hidden}\n");
        site.site("organiser: 样例主办方, contact: vote@vote.example, icp: 京ICP备00000000号,"
                + " police: 京公网安备00000000000000号, privacy: conf/privacy.md, rules: conf/rules.md");
        Files.writeString(
                site.folder().resolve("conf/privacy.md"), "## 补充\n\n- 只保存必要的信息\n- [更多](https://vote.example)\n");
        Files.writeString(site.folder().resolve("conf/rules.md"), "## 评选\n\n1. 作品须原创\n2. 结果公示三天\n");
        server = site.server();
        site.execute("INSERT INTO event (campaign, kind, text, operator, reason, written_at, effective_at)"
                + " SELECT id, 'pause', '系统维护，20:00 恢复', 'test', 'test', t, t"
                + " FROM campaign, (SELECT campaign_time() - interval '1 hour' AS t) time WHERE slug = 'paused';"
                + " UPDATE campaign SET world = world + 1");
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axe_finds_nothing_serious_on_any_page(ColorScheme theme) {
        var reader = reader(Chromium.phone().setColorScheme(theme));
        for (var path : PAGES) {
            reader.open(path);
            reader.page()
                    .waitForCondition(() ->
                            reader.page().locator(".thumb[data-state=asking]").count() == 0);
            assertNothingSerious(reader, theme + " " + path);
        }
        reader.open("/c/demo/works/0017").isAtHome().tap("0017").seesThumb("0017", "recorded");
        assertNothingSerious(reader, theme + " recorded");
        reader.open("/c/demo?sort=number").isAtHome().seesThumb("0001", "tomorrow");
        assertNothingSerious(reader, theme + " spent");
    }

    @Test
    void who_has_only_a_keyboard_skips_searches_and_votes() {
        var reader = reader(Chromium.desktop()).open("/c/demo?sort=number").isAtHome();
        var keyboard = reader.page().keyboard();
        keyboard.press("Tab");
        assertThat(reader.page().locator(".skip")).isFocused();
        assertThat(reader.page().locator(".skip")).isInViewport();
        keyboard.press("Enter");
        keyboard.press("Tab");
        assertThat(reader.page().locator("input[name=q]")).isFocused();
        keyboard.type("0033");
        assertThat(reader.page().locator(".card")).hasCount(1);
        tabTo(reader, ".card .thumb");
        assertThat(outlineOf(reader)).isGreaterThanOrEqualTo(2);
        keyboard.press("Enter");

        reader.seesThumb("0033", "recorded").hears("已记录您投给0033号的一票");
        assertThat(reader.thumb("0033")).isFocused();
    }

    @Test
    void a_chosen_category_or_page_keeps_the_keyboard_in_its_place() {
        var reader = reader(Chromium.desktop()).open("/c/demo").isAtHome();
        tabTo(reader, ".chips a:nth-child(3)");
        reader.page().keyboard().press("Enter");
        assertThat(reader.page().locator(".chips a:nth-child(3)")).hasAttribute("aria-current", "true");
        assertThat(reader.page().locator(".chips a:nth-child(3)")).isFocused();
        reader.page().locator(".pager a[rel=next]").focus();
        reader.page().keyboard().press("Enter");
        assertThat(reader.page().locator(".pager .num")).hasText(Pattern.compile("第 2 / .*"));
        assertThat(reader.page().locator(".card a.open").first()).isFocused();
    }

    @Test
    void nothing_runs_out_of_a_page_at_twice_the_size() {
        var reader = reader(Chromium.phone().setViewportSize(195, 422));
        for (var path : PAGES) {
            reader.open(path);
            assertFits(reader, "195 px: " + path);
        }
    }

    @Test
    void nothing_runs_out_of_a_page_with_letters_twice_as_large() {
        var reader = reader(Chromium.phone());
        for (var path : PAGES) {
            reader.open(path);
            reader.page().evaluate("document.documentElement.style.fontSize = '200%'");
            assertFits(reader, "200 %: " + path);
        }
    }

    @Test
    void what_is_to_be_tapped_is_large_enough_for_a_thumb() {
        var reader = reader(Chromium.phone());
        var small = new ArrayList<String>();
        for (var path : PAGES) {
            reader.open(path);
            small(reader).forEach(one -> small.add(path + " " + one));
        }
        assertThat(small).isEmpty();
    }

    @Test
    void who_wants_no_motion_gets_none() {
        var reader = reader(Chromium.phone().setReducedMotion(ReducedMotion.REDUCE))
                .open("/c/demo/works/0018")
                .isAtHome();
        reader.tap("0018").seesThumb("0018", "recorded");
        assertThat((List<?>) reader.page()
                        .evaluate("[...document.querySelectorAll('*')].filter(e => {"
                                + " const s = getComputedStyle(e);"
                                + " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; })"
                                + ".map(e => e.outerHTML.slice(0, 60))"))
                .isEmpty();
    }

    @Test
    void hidden_results_are_nowhere_in_the_page() {
        var phone = phone();
        assertThat(phone.tap("hidden", "0001").recorded()).isTrue();
        var reader = CHROMIUM.reader(server).as(phone());
        reader.open("/c/hidden?sort=number&size=100").isAtHome();
        assertThat(reader.page().locator(".votes, [data-votes]")).hasCount(0);
        assertThat(reader.page().locator("#main")).not().hasAttribute("data-as-of", Pattern.compile(".*"));
        assertThat(reader.page().locator("header .note")).hasText("票数在投票结束后公布");
        assertThat(reader.page().locator(".order")).not().containsText("票数");
        reader.tap("0002").seesThumb("0002", "recorded").hears("已记录您投给0002号的一票");
        assertThat(reader.page().locator("#main")).not().containsText(Pattern.compile("[0-9] ?票"));
        reader.open("/c/hidden/works/0001").isAtHome();
        assertThat(reader.page().locator(".big, [data-votes], [data-rank]")).hasCount(0);
    }

    @Test
    void a_thumb_that_is_off_says_why() {
        var reader = reader(Chromium.phone());
        off(reader, "later", "未开始");
        off(reader, "over", "已结束，票数为初步结果");
        off(reader, "paused", "已暂停");
        assertThat(reader.page().locator(".notice")).hasText("系统维护，20:00 恢复");
    }

    private static void off(Reader reader, String campaign, String word) {
        reader.open("/c/" + campaign + "/works/0001");
        assertThat(reader.thumb("0001")).isDisabled();
        assertThat(reader.thumb("0001").locator(".label")).hasText(word);
    }

    static void assertNothingSerious(Reader reader, String place) {
        var found = new AxeBuilder(reader.page())
                .setLegacyMode(true).analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(AccessIT::told)
                        .toList();
        assertThat(found).as(place).isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream()
                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                        .limit(3)
                        .toList();
    }

    private static void tabTo(Reader reader, String selector) {
        for (int i = 0; i < 60; i++) {
            reader.page().keyboard().press("Tab");
            if ((boolean) reader.page().evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + selector);
    }

    private static double outlineOf(Reader reader) {
        return ((Number) reader.page()
                        .evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
                                + " * (getComputedStyle(document.activeElement).outlineStyle === 'none' ? 0 : 1)"))
                .doubleValue();
    }

    private static void assertFits(Reader reader, String place) {
        assertThat(reader.page()
                        .evaluate("[...document.querySelectorAll('body *')].filter(e => {"
                                + " const box = e.getBoundingClientRect();"
                                + " return box.width > 1 && box.right > document.documentElement.clientWidth + 1"
                                + " && !e.closest('.chips') && getComputedStyle(e).visibility !== 'hidden'; })"
                                + ".map(e => e.outerHTML.slice(0, 80)).join('\\n')"))
                .as("out of the page at " + place)
                .isEqualTo("");
        assertThat(reader.page()
                        .evaluate(
                                "[...document.querySelectorAll('.art, .badge, .chips a, .order a, .label, button, .mine')]"
                                        + ".filter(e => e.clientWidth > 1)"
                                        + ".filter(e => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)"
                                        + ".map(e => e.outerHTML.slice(0, 80)).join('\\n')"))
                .as("cut at " + place)
                .isEqualTo("");
        assertThat((boolean) reader.page()
                        .evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as(place + " does not scroll sideways")
                .isTrue();
    }

    /** Links within a sentence are as large as their words (WCAG 2.5.8 excepts them); all others are tools. */
    private static List<?> small(Reader reader) {
        return (List<?>)
                reader.page()
                        .evaluate(
                                "[...document.querySelectorAll('a, button, input:not([type=hidden], [type=checkbox]), label')]"
                                        + ".filter(e => !e.matches('.skip, .bar-name, label a, .theirs a, .foot p a'))"
                                        + ".map(e => [e, e.getBoundingClientRect()])"
                                        + ".filter(([e, box]) => box.width > 0 && (box.width < 44 || box.height < 44))"
                                        + ".map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 90)}`)");
    }

    private static Reader reader(NewContextOptions options) {
        return CHROMIUM.reader(server, options).as(phone()).mayHear("/c/demo/works/unknown");
    }

    private static Phone phone() {
        return Phone.login(Phone.connections(VERTX, 1), server, "voter " + VOTERS.incrementAndGet());
    }
}
