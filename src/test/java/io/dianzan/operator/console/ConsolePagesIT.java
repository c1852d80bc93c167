package io.dianzan.operator.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.dianzan.operator.staff.CheapPasswords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console in a browser: on a phone and at a desk, in the light and in the dark, by keyboard and by ear. */
@InChromium
class ConsolePagesIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Path FOLDER = Path.of("target/screenshots");
    private static final String PASSWORD = "a long enough password";
    private static final List<String> PAGES = List.of(
            "/operator/c/demo/campaign",
            "/operator/c/festival/campaign",
            "/operator/c/demo/live",
            "/operator/c/demo/works",
            "/operator/c/demo/works/0001",
            "/operator/c/demo/limits",
            "/operator/c/demo/voters",
            "/operator/c/demo/voters?voter=1",
            "/operator/c/demo/waiting",
            "/operator/c/demo/import",
            "/operator/c/demo/exports",
            "/operator/c/demo/acts/pause",
            "/operator/c/demo/audit",
            "/operator/c/demo/audit?of=staff",
            "/operator/c/demo/nowhere");

    private static final TestSite SITE = new TestSite()
            .campaign("demo", "perDay: 1", "closes: 2099-01-01T00:00\n")
            .campaign("festival", "perDay: 3, sameWork: allowed");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
        SITE.execute("INSERT INTO operator_account (name, role, password) VALUES ('keeper', 'operator', '"
                + CheapPasswords.hash(PASSWORD) + "')");
        SITE.execute("INSERT INTO event (campaign, kind, text, operator, reason, written_at, effective_at)"
                + " SELECT id, 'pause', '系统维护，今晚 20:00 恢复投票', 'keeper', 'maintenance', t, t"
                + " FROM campaign, (SELECT campaign_time() - interval '1 hour' AS t) time WHERE slug = 'festival';"
                + " UPDATE campaign SET world = world + 1");
        SITE.execute("INSERT INTO audit (at, campaign, operator, act, reason, before, after)"
                + " SELECT campaign_time() - n * interval '7 minutes', id, 'keeper',"
                + " (ARRAY['pause','resume','extend','hold'])[1 + n % 4], 'reason number ' || n,"
                + " CASE WHEN n % 2 = 0 THEN jsonb_build_object('state', 'open', 'closes', '2024-03-05T00:00:00+08:00') END,"
                + " jsonb_build_object('state', 'paused', 'closes', '2024-03-06T00:00:00+08:00', 'ballots', n)"
                + " FROM campaign, generate_series(1, 120) n WHERE slug = 'demo'");
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Reader stranger(NewContextOptions options) {
        return CHROMIUM.reader(server, options)
                .at("http://127.0.0.1:" + server.managementPort())
                .mayHear("Failed to load resource");
    }

    private static Reader as(String role, NewContextOptions options) {
        var reader = stranger(options);
        reader.context()
                .addCookies(List.of(
                        new Cookie("operator", Staff.of(SITE, server, role).token())
                                .setDomain("127.0.0.1")
                                .setPath("/operator")));
        return reader;
    }

    @Test
    void an_operator_logs_in_looks_and_logs_out() {
        var reader = stranger(Chromium.phone()).open("/operator/c/demo/campaign");
        var page = reader.page();
        assertThat(page.locator("h1")).hasText("登录控制台");
        page.locator("[name=name]").fill("keeper");
        page.locator("[name=password]").fill("not the password");
        page.locator("form .button").tap();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("名称或密码不对");
        page.locator("[name=name]").fill("keeper");
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("form .button").tap();

        assertThat(page).hasURL(Pattern.compile(".*/operator/c/demo/campaign$"));
        assertThat(page.locator(".state .badge")).hasText("进行中");
        page.locator(".bar .more summary").tap();
        page.locator(".bar a", new LocatorOptions().setHasText("审计")).tap();
        assertThat(page.locator("h1")).hasText("审计");
        page.locator(".who summary").tap();
        page.locator(".who .button").tap();
        assertThat(page.locator("h1")).hasText("登录控制台");
        reader.open("/operator/c/demo/campaign");
        assertThat(page.locator("h1")).hasText("登录控制台");
    }

    @Test
    void the_audit_is_turned_page_by_page_and_back() {
        var page = as("auditor", Chromium.desktop())
                .open("/operator/c/demo/audit?operator=keeper")
                .page();
        var first = page.locator(".audit tbody tr").first();
        assertThat(page.locator(".audit tbody tr")).hasCount(50);
        var newest = first.textContent();
        page.locator("[rel=next]").click();
        page.locator("[rel=next]").click();
        assertThat(page.locator("[rel=next]")).hasCount(0);
        assertThat(page.locator(".audit tbody tr")).hasCount(20);
        page.locator("[rel=prev]").click();
        page.locator("[rel=prev]").click();
        assertThat(page.locator("[rel=prev]")).hasCount(0);
        assertThat(first).hasText(newest);
        page.locator("[name=act]").selectOption("extend");
        page.locator(".tools .button").click();
        assertThat(page.locator(".audit tbody tr")).hasCount(30);
        assertThat(page.locator(".audit .what").first()).hasText("延期");
    }

    @Test
    void a_viewer_sees_neither_the_audit_nor_an_act() {
        var page = as("viewer", Chromium.desktop())
                .open("/operator/c/demo/campaign")
                .page();
        assertThat(page.locator(".stand .buttons")).hasCount(0);
        assertThat(page.locator(".rail")).not().containsText("审计");
        page.navigate(page.url().replace("/campaign", "/audit"));
        assertThat(page.locator("main")).containsText("您的角色不能这样做");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axe_finds_nothing_serious_and_nothing_runs_out_of_a_page(ColorScheme theme) {
        var name = "-" + theme.name().toLowerCase(Locale.ROOT);
        var complaints = new ArrayList<String>();
        for (var phone : List.of(true, false)) {
            var options = (phone ? Chromium.phone() : Chromium.desktop()).setColorScheme(theme);
            var kind = (phone ? "-phone" : "-desktop") + name;
            var door = stranger(options).open("/operator/login");
            look(door, "login" + kind, complaints);
            var reader = as("operator", options);
            for (var path : PAGES) {
                reader.open(path);
                look(reader, path.replaceAll(".*/c/", "").replaceAll("[^a-z]+", "-") + kind, complaints);
            }
            reader.open("/operator/c/demo/campaign");
            addChart(reader);
            look(reader, "chart" + kind, complaints);
        }
        assertThat(complaints).isEmpty();
    }

    private static void look(Reader reader, String name, List<String> complaints) {
        var page = reader.page();
        page.screenshot(new ScreenshotOptions()
                .setPath(FOLDER.resolve("console-" + name + ".png"))
                .setFullPage(true));
        new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml() + " "
                                + rule.getNodes().get(0).getFailureSummary())
                        .forEach(found -> complaints.add(name + ": " + found));
        if ((int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0) {
            complaints.add(name + " scrolls sideways");
        }
        var small = (List<?>)
                page.evaluate(
                        "[...document.querySelectorAll('nav a, .button, summary, input:not([type=hidden], [type=checkbox]), select')]"
                                + ".map(e => [e, e.getBoundingClientRect()])"
                                + ".filter(([e, box]) => box.width > 0 && (box.width < 44 || box.height < 44))"
                                + ".map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 90)}`)");
        small.forEach(one -> complaints.add(name + ": too small to be tapped: " + one));
    }

    /** Charts of each kind, each from a table in the page, as pages have them. */
    private static void addChart(Reader reader) {
        reader.page().evaluate("""
                async () => {
                  const rows = [...Array(60)].map((_, i) => `<tr><th scope="row">09:${String(i).padStart(2, '0')}</th>`
                    + `<td>${1000 + i * 37 % 400}</td><td>${i * 13 % 90}</td><td>${i * 7 % 40}</td><td>${i * 5 % 30}</td></tr>`).join('');
                  const head = '<thead><tr><th>minute</th><th>recorded</th><th>too-fast</th><th>quota-spent</th><th>closed</th></tr></thead>';
                  const chart = (kind, id, cut) => `<section class="sheet"><h2>${kind}</h2>`
                    + `<div class="chart" data-kind="${kind}" data-table="${id}" data-y="votes"></div>`
                    + `<details class="rows"><summary>the data</summary><table class="data" id="${id}"><caption>Votes</caption>${head}`
                    + `<tbody>${cut}</tbody></table></details></section>`;
                  document.querySelector('main').insertAdjacentHTML('beforeend',
                    chart('area', 'one', rows) + chart('stack', 'two', rows)
                    + chart('bars', 'three', rows.split('</tr>').slice(0, 8).join('</tr>')
                        .replaceAll(/<td>(\\d+)<\\/td>.*?(?=<tr>|$)/g, '<td>$1</td></tr>')));
                  document.querySelectorAll('#three thead th:nth-child(n+3)').forEach(cell => cell.remove());
                  const folder = document.querySelector('link[rel=stylesheet]').href.replace(/[^/]+$/, '');
                  (await import(folder + 'charts.js')).drawAll();
                }""");
        reader.page().waitForFunction("document.querySelectorAll('.chart canvas[role=img]').length === 3");
        reader.page().waitForTimeout(0);
    }

    @Test
    void a_chart_shows_what_its_table_says_and_changes_with_it() {
        var reader = as("operator", Chromium.desktop().setReducedMotion(ReducedMotion.REDUCE))
                .open("/operator/c/demo/campaign");
        addChart(reader);
        var shown = "globalThis.Chart.getChart(document.querySelector('.chart canvas'))";
        assertThat(reader.page().evaluate(shown + ".data.datasets[0].data[1]")).isEqualTo(1037);
        assertThat(reader.page().evaluate(shown + ".data.datasets.map(one => one.label).join()"))
                .isEqualTo("recorded,too-fast,quota-spent,closed");
        assertThat(reader.page().evaluate(shown + ".scales.y.min")).isEqualTo(0);
        assertThat(reader.page().evaluate(shown + ".options.animation")).isEqualTo(false);
        reader.page().evaluate("""
                async () => {
                  document.querySelector('#one tbody tr:nth-child(2) td').textContent = '2,345';
                  const folder = document.querySelector('link[rel=stylesheet]').href.replace(/[^/]+$/, '');
                  (await import(folder + 'charts.js')).redraw('one');
                }""");
        assertThat(reader.page().evaluate(shown + ".data.datasets[0].data[1]")).isEqualTo(2345);
    }

    @Test
    void who_has_only_a_keyboard_skips_to_the_page_and_closes_a_menu() {
        var page = as("operator", Chromium.desktop())
                .open("/operator/c/demo/campaign")
                .page();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
        page.locator(".campaigns summary").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".campaigns ul")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator(".campaigns ul")).not().isVisible();
        assertThat(page.locator(".campaigns summary")).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/operator/c/festival/campaign$"));
        assertThat(page.locator(".state .badge")).hasText("已暂停");
    }

    @Test
    void on_a_phone_the_areas_are_a_bar_at_the_bottom_and_at_a_desk_a_rail() {
        var phone = as("operator", Chromium.phone())
                .open("/operator/c/demo/campaign")
                .page();
        assertThat(phone.locator(".bar")).isVisible();
        assertThat(phone.locator(".rail")).not().isVisible();
        var desk = as("operator", Chromium.desktop())
                .open("/operator/c/demo/campaign")
                .page();
        assertThat(desk.locator(".rail [aria-current=page]")).hasText("活动");
        assertThat(desk.locator(".bar")).not().isVisible();
        desk.locator(".language").click();
        assertThat(desk.locator("h1")).hasText("Campaign");
    }

    @Test
    void who_is_logged_in_and_follows_a_link_from_another_site_need_not_log_in_again() {
        var reader = as("viewer", Chromium.desktop()).mayHear("http://localhost:1/");
        var there = "http://127.0.0.1:" + server.managementPort() + "/operator/c/demo/campaign";
        reader.context()
                .route(
                        "http://localhost:1/",
                        route -> route.fulfill(new FulfillOptions()
                                .setContentType("text/html")
                                .setBody("<a href='" + there + "'>look</a>")));
        var page = reader.open("/operator/login").page();
        page.navigate("http://localhost:1/");
        page.locator("a").click();

        assertThat(page.locator("h1")).hasText("活动");
    }
}
