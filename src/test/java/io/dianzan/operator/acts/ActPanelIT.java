package io.dianzan.operator.acts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An act at the side of a page, in a browser. */
@InChromium
class ActPanelIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 2");
    private static final Vertx VERTX = Vertx.vertx();
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private static Reader operator(NewContextOptions options, String path) {
        return operator(options, path, "first");
    }

    private static Reader operator(NewContextOptions options, String path, String name) {
        var staff = Staff.of(SITE, server, "operator", name);
        var reader = CHROMIUM.reader(server, options).at("http://127.0.0.1:" + server.managementPort());
        reader.context()
                .addCookies(List.of(new Cookie("operator", staff.token())
                        .setDomain("127.0.0.1")
                        .setPath("/operator")));
        return reader.open(path);
    }

    private static long voter(String name) {
        var phone = Phone.login(Phone.connections(VERTX, 2), server, name);
        phone.tap("one", "0001", "a");
        phone.tap("one", "0002", "b");
        return phone.voter();
    }

    @Test
    void it_opens_beside_the_page_says_what_happens_and_does_it() {
        var voter = voter("panel");
        // one refusal is looked at on purpose, and the browser tells of it
        var reader = operator(Chromium.desktop(), "/operator/c/one/voters?voter=" + voter)
                .mayHear("409");
        var page = reader.page();
        page.locator("a[href*='acts/hold']").click();
        var panel = page.locator("dialog.side");
        assertThat(panel).isVisible();
        assertThat(panel).containsText("暂扣 2 张选票");
        panel.locator("textarea").fill(" ");
        panel.locator("form[method=post] button").click();
        assertThat(panel.locator("[role=alert]")).containsText("请写明理由");
        panel.locator("textarea").fill("看起来是刷票");
        panel.locator("form[method=post] button").click();
        assertThat(panel.locator("[role=status]")).containsText("已裁定 2 张选票");
        panel.locator("[data-close]").click();
        assertThat(page.locator("main")).containsText("看起来是刷票");
        assertThat(SITE.number("SELECT count(*) FROM ruling WHERE state = 'held' AND voter = " + voter))
                .isEqualTo(2);
    }

    @Test
    void what_did_not_come_back_is_said_in_the_panel_and_what_was_typed_stays() {
        var reader = holding(voter("away"), "third").mayHear("lost: ").mayHear("ERR_");
        var page = reader.page();
        page.route("**/acts/hold", route -> {
            if (route.request().method().equals("POST")) {
                route.abort("connectionreset");
            } else {
                route.resume();
            }
        });
        carryOut(page);
        assertFault(page, "服务器没有回答，不知道是否已经执行");
        assertThat(page.locator(".panel-fault a")).hasAttribute("href", "/operator/c/one/audit");
        page.unroute("**/acts/hold");
        page.locator("dialog.side form[method=post] button").click();
        assertThat(page.locator("dialog.side [role=status]")).containsText("已裁定 2 张选票");
    }

    @Test
    void what_went_wrong_on_our_side_leads_to_the_audit() {
        var page = holding(voter("wrong"), "fourth").mayHear("500").page();
        SITE.execute("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''trial''; END';"
                + " CREATE TRIGGER fail BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION fail()");
        try {
            carryOut(page);
            assertFault(page, "不知道是否已经执行（编号");
        } finally {
            SITE.execute("DROP TRIGGER fail ON audit; DROP FUNCTION fail()");
        }
        assertThat(page.locator(".panel-fault a")).hasAttribute("href", "/operator/c/one/audit");
        page.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/console-act-fault.png")));
    }

    @Test
    void a_login_that_has_ended_is_said_in_the_panel() {
        var page = holding(voter("ended"), "fifth").mayHear("401").page();
        SITE.execute("DELETE FROM operator_session WHERE name = 'fifth'");
        carryOut(page);
        assertFault(page, "登录已结束，没有执行");
        assertThat(page.locator(".panel-fault a")).hasAttribute("href", "/operator/login");
    }

    /** Somebody who has the act of holding a voter's ballots before him. */
    private static Reader holding(long voter, String name) {
        var reader = operator(Chromium.desktop(), "/operator/c/one/voters?voter=" + voter, name);
        reader.page().locator("a[href*='acts/hold']").click();
        return reader;
    }

    private static void carryOut(Page page) {
        page.locator("dialog.side textarea").fill("看起来是刷票");
        page.locator("dialog.side form[method=post] button").click();
    }

    private static void assertFault(Page page, String sentence) {
        assertThat(page.locator("dialog.side .panel-fault [role=alert]")).containsText(sentence);
        assertThat(page.locator("dialog.side textarea")).hasValue("看起来是刷票");
        assertThat(page.locator("dialog.side form[method=post] button")).isEnabled();
    }

    @Test
    void it_is_looked_at_on_phone_and_desktop_light_and_dark() {
        var voter = voter("looks");
        for (var theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (var phone : new boolean[] {true, false}) {
                var options = (phone ? Chromium.phone() : Chromium.desktop()).setColorScheme(theme);
                var kind = (phone ? "phone-" : "desktop-") + theme;
                var page = operator(options, "/operator/c/one/voters?voter=" + voter)
                        .page();
                shoot(page, "voters-" + kind);
                page.locator("a[href*='acts/void']").click();
                assertThat(page.locator("dialog.side textarea")).isVisible();
                shoot(page, "act-" + kind);
                page.navigate(page.url().replaceAll("/voters.*", "/waiting"));
                shoot(page, "waiting-" + kind);
            }
        }
    }

    private static void shoot(Page page, String name) {
        assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s does not scroll sideways", name)
                .isTrue();
        page.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/console-" + name + ".png")));
    }
}
