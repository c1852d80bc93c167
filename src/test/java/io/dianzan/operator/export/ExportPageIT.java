package io.dianzan.operator.export;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of exports in a browser; pictures are in {@code target/screenshots}. */
@InChromium
class ExportPageIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Path FOLDER = Path.of("target/screenshots");
    private static final String PAGE = "/operator/c/festival/exports";
    private static final TestSite SITE = new TestSite().campaign("demo", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        var made = MadeCampaign.in(SITE.database(), "festival", LocalDate.of(2024, 2, 27), 3, 50)
                .votes(1, 20_000)
                .fenced();
        SITE.execute("""
                INSERT INTO export_run (campaign, what, format, operator, started_at, seen_at, rows, about, ended_at, whole)
                SELECT %d, what, format, 'lin', now() - ago * interval '1 hour', now() - seen * interval '1 s', rows, 1000000,
                  CASE WHEN whole IS NOT NULL THEN now() END, whole
                FROM (VALUES ('audit', 'csv', 30, 0, 211, true), ('ballots', 'csv', 3, 0, 41000, false),
                  ('ballots', 'json', 2, 900, 5000, NULL), ('ballots', 'xlsx', 0, 0, 620000, NULL))
                  v(what, format, ago, seen, rows, whole)""".formatted(made.id()));
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Reader reader(NewContextOptions options) {
        var auditor = Staff.of(SITE, server, "auditor");
        var reader = CHROMIUM.reader(server, options).at("http://127.0.0.1:" + server.managementPort());
        reader.context().addCookies(List.of(new Cookie("operator", auditor.token()).setUrl(reader.site())));
        return reader;
    }

    @Test
    void aDownloadIsAWholeFileAndStandsInTheTableWithoutLoadingThePageAgain() throws IOException {
        var page = reader(Chromium.desktop()).open(PAGE).page();
        var rows = page.locator("#recent tbody tr");
        assertThat(rows).hasCount(4);
        var download = page.waitForDownload(
                () -> page.locator("a[href$='/export/ballots.csv']").click());
        assertThat(download.suggestedFilename()).isEqualTo("festival-ballots.csv");
        assertThat(download.failure()).isNull();
        try (var lines = Files.lines(download.path())) {
            assertThat(lines.count()).isEqualTo(60_001);
        }
        assertThat(rows).hasCount(5);
        assertThat(rows.first()).containsText("完整");
        assertThat(rows.first()).containsText("60,000");
    }

    @Test
    void everybodyCanUseIt() {
        var page = reader(Chromium.desktop()).open(PAGE).page();
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        assertThat(page.locator("#recent progress")).hasAttribute("value", "62");
    }

    @Test
    void picturesOfThePage() {
        for (var theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            var name = theme.name().toLowerCase(Locale.ROOT);
            shoot(reader(Chromium.phone().setColorScheme(theme)), "desk-exports-phone-" + name);
            shoot(reader(Chromium.desktop().setColorScheme(theme)), "desk-exports-desktop-" + name);
        }
        shoot(reader(Chromium.desktop().setLocale("en-GB")), "desk-exports-desktop-en");
    }

    private static void shoot(Reader reader, String name) {
        var page = reader.open(PAGE).page();
        var fits = (Boolean)
                page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");
        assertThat(fits).as(name + " fits into the width").isTrue();
        page.screenshot(new ScreenshotOptions()
                .setPath(FOLDER.resolve(name + ".png"))
                .setFullPage(true)
                .setAnimations(ScreenshotAnimations.DISABLED));
    }
}
