package io.dianzan.operator.imports;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of imports in a browser. */
@InChromium
class ImportLookIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String PAGE = "/operator/c/one/import";
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Page operator(NewContextOptions options, String name) {
        var staff = Staff.of(SITE, server, "operator", name);
        var reader = CHROMIUM.reader(server, options).at("http://127.0.0.1:" + server.managementPort());
        reader.context()
                .addCookies(List.of(new Cookie("operator", staff.token())
                        .setDomain("127.0.0.1")
                        .setPath("/operator")));
        return reader.open(PAGE).page();
    }

    private static void choose(Page page, String csv) {
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload("works.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.locator("form[enctype] button").click();
    }

    @Test
    void a_file_is_looked_at_and_applied_without_a_script() {
        var page = operator(Chromium.desktop(), "hand");
        choose(page, "number,title,author,category\n0001,一个新的题目,author,text\n");
        assertThat(page.locator("del")).hasText("work 1");
        assertThat(page.locator("ins")).hasText("一个新的题目");
        page.locator("input[name=reason]").fill("评委会更正");
        page.locator("button.primary").click();
        assertThat(page.locator("[role=status]").first()).hasText("已导入：新增 0 件，更改 1 件。");
    }

    @Test
    void it_is_looked_at_on_phone_and_desktop_light_and_dark() {
        for (var theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (var phone : new boolean[] {true, false}) {
                var options = (phone ? Chromium.phone() : Chromium.desktop()).setColorScheme(theme);
                var kind = (phone ? "phone-" : "desktop-") + theme;
                var page = operator(options, "looks-" + kind);
                shoot(page, "import-" + kind);
                choose(page, """
                        number,title,author,category,summary,link
                        0002,第二件作品的一个比较长的新题目,新作者,摄影,一段相当长的简介，说明这件作品是怎样完成的，用了哪些材料。,https://works.example/a/very/long/address/of/a/work/0002
                        0003,work 3,author,text,,
                        0301,夜班地铁检修工,江西样例作者,文字,,
                        """);
                assertThat(page.locator(".change").first()).isVisible();
                shoot(page, "import-preview-" + kind);
                choose(page, "number,title,author,category\n0302,,author,category\n3,work,author,category\n");
                assertThat(page.locator("table")).isVisible();
                shoot(page, "import-faults-" + kind);
            }
        }
    }

    private static void shoot(Page page, String name) {
        assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s does not scroll sideways", name)
                .isTrue();
        page.screenshot(new ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots/console-" + name + ".png")));
    }
}
