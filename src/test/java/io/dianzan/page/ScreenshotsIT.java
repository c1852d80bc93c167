package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.page.VoteWire.Fate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures of the pages, for people to look at: {@code target/screenshots}. */
@InChromium
class ScreenshotsIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Path FOLDER = Path.of("target/screenshots");
    private static final AtomicInteger VOTERS = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        site = FirstViewIT.demo()
                .campaign("festival", "perDay: 3", "closes: 2099-01-01T00:00\n")
                .campaign("paused", "perDay: 1", "results: {show: hidden}\n");
        site.site("organiser: 样例主办方, contact: vote@vote.example, icp: 京ICP备00000000号,"
                + " police: 京公网安备00000000000000号, privacy: "
                + Path.of("conf/texts/privacy.md").toAbsolutePath()
                + ", rules: " + Path.of("conf/texts/rules.md").toAbsolutePath());
        server = site.server();
        site.execute("INSERT INTO event (campaign, kind, text, operator, reason, written_at, effective_at)"
                + " SELECT id, 'pause', '系统维护，今晚 20:00 恢复投票', 'test', 'test', t, t"
                + " FROM campaign, (SELECT campaign_time() - interval '1 hour' AS t) time WHERE slug = 'paused';"
                + " UPDATE campaign SET world = world + 1");
        for (int i = 0; i < 12; i++) {
            phone().tap("demo", i < 6 ? "0017" : i < 10 ? "0003" : "0008");
        }
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @Test
    void of_a_phone() {
        for (var theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (var language : new String[] {"zh-CN", "en-GB"}) {
                var name = "-phone-" + theme.name().toLowerCase(Locale.ROOT) + "-" + language.substring(0, 2);
                var options = Chromium.phone().setColorScheme(theme).setLocale(language);
                var reader = CHROMIUM.reader(server, options).as(phone());
                reader.open("/c/demo?sort=votes").isAtHome();
                shoot(reader, "list" + name);
                reader.open("/c/demo/works/0017").isAtHome();
                shoot(reader, "work" + name);
                reader.tap("0017").seesThumb("0017", "recorded");
                assertThat(reader.said()).hasCSS("opacity", "1");
                shoot(reader, "voted" + name);
                reader.open("/c/demo?sort=votes").isAtHome();
                shoot(reader, "spent" + name);
            }
        }
    }

    @Test
    void of_a_desktop() {
        for (var theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            var name = "-desktop-" + theme.name().toLowerCase(Locale.ROOT);
            var reader = CHROMIUM.reader(server, Chromium.desktop().setColorScheme(theme))
                    .as(phone());
            reader.open("/c/demo?sort=votes").isAtHome();
            shoot(reader, "list" + name);
            reader.open("/c/demo/works/0017").isAtHome();
            shoot(reader, "work" + name);
        }
    }

    @Test
    void of_what_is_seldom_seen() {
        var reader = CHROMIUM.reader(server).as(phone()).mayHear("/works/unknown");
        var wire = new VoteWire(reader).is(Fate.LOST);
        reader.open("/c/demo/works/0008").isAtHome().tap("0008").seesThumb("0008", "waiting");
        assertThat(reader.said()).hasCSS("opacity", "1");
        shoot(reader, "waiting-work");
        reader.open("/c/demo?sort=number").seesThumb("0008", "waiting");
        shoot(reader, "waiting-list");
        wire.letGo();
        for (var page : new String[][] {
            {"home", "/"},
            {"rules", "/c/demo/rules"},
            {"privacy", "/privacy"},
            {"me", "/me"},
            {"fault", "/c/demo/works/unknown"},
            {"paused", "/c/paused"},
            {"nothing", "/c/demo?q=zzz"},
            {"countdown", "/c/festival"}
        }) {
            reader.open(page[1]);
            whole(reader, page[0]);
        }
        var stranger = CHROMIUM.reader(server, Chromium.wechat()).withWechatsScript();
        whole(stranger.open("/login?to=/c/demo/works/0017"), "login-wechat");
        whole(CHROMIUM.reader(server).open("/login?to=/c/demo/works/0017"), "login-phone");
        whole(CHROMIUM.reader(server, Chromium.desktop()).open("/login?to=/c/demo/works/0017"), "login-desktop");
        large(Chromium.phone().setViewportSize(195, 422), "");
        large(Chromium.phone(), "document.documentElement.style.fontSize = '200%'");
    }

    private static void large(NewContextOptions options, String script) {
        var name = script.isEmpty() ? "-narrow" : "-large-font";
        var reader = CHROMIUM.reader(server, options).open("/c/demo").isAtHome();
        reader.page().evaluate(script);
        shoot(reader, "list" + name);
        reader.open("/c/demo/works/0017").isAtHome();
        reader.page().evaluate(script);
        shoot(reader, "work" + name);
    }

    private static void shoot(Reader reader, String name) {
        shoot(reader, name, false);
    }

    private static void whole(Reader reader, String name) {
        shoot(reader, name, true);
    }

    private static void shoot(Reader reader, String name, boolean whole) {
        var file = FOLDER.resolve(name + ".png");
        // what moves is shown as it ends
        reader.page()
                .screenshot(new ScreenshotOptions()
                        .setPath(file)
                        .setFullPage(whole)
                        .setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(file).isNotEmptyFile();
    }

    private static Phone phone() {
        return Phone.login(Phone.connections(VERTX, 1), server, "voter " + VOTERS.incrementAndGet());
    }
}
