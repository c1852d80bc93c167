package io.dianzan.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of limits in a browser; pictures are in {@code target/screenshots}. */
@InChromium
class LimitLooksIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Path FOLDER = Path.of("target/screenshots");
    private static final String LIMITS = "/operator/c/festival/limits";
    private static final TestSite SITE =
            new TestSite().campaign("festival", "perDay: 3, perCategory: 5, perCampaign: 20");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
        SITE.execute("INSERT INTO figure_minute SELECT c.id, date_trunc('minute', now()), o, n FROM campaign c,"
                + " (VALUES ('quota-spent', 4180), ('quota-spent/category', 212), ('too-fast/address', 12031),"
                + " ('too-fast/account', 57)) t(o, n)");
        // a version that waits for as long as the pictures take
        SITE.execute("INSERT INTO rules (campaign, version, hash, text, changed_by, reason, effective_at)"
                + " SELECT campaign, 2, '\\x00', replace(text, 'perDay: 3', 'perDay: 5'), 'the office',"
                + " 'the last weekend: five votes a day', now() + interval '1 hour' FROM rules;"
                + " UPDATE campaign SET world = world + 1");
        Eventually.holds(
                "the next version is known", () -> viewer().page(LIMITS).body().contains("the last weekend"));
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Staff viewer() {
        return Staff.of(SITE, server, "viewer");
    }

    @Test
    void itFitsPhonesAndDesktopsInLightAndDark() {
        for (var theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            var name = "-" + theme.name().toLowerCase(Locale.ROOT);
            shoot("desk-limits-phone" + name, Chromium.phone().setColorScheme(theme));
            shoot("desk-limits-desktop" + name, Chromium.desktop().setColorScheme(theme));
        }
        shoot("desk-limits-desktop-en", Chromium.desktop().setLocale("en-GB"));
    }

    private static void shoot(String name, NewContextOptions options) {
        var reader = CHROMIUM.reader(server, options).at("http://127.0.0.1:" + server.managementPort());
        reader.context().addCookies(List.of(new Cookie("operator", viewer().token()).setUrl(reader.site())));
        var page = reader.open(LIMITS).page();
        assertThat((Boolean) page.evaluate(
                        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as(name + " fits into the width")
                .isTrue();
        var file = FOLDER.resolve(name + ".png");
        page.screenshot(
                new ScreenshotOptions().setPath(file).setFullPage(true).setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(file).isNotEmptyFile();
    }
}
