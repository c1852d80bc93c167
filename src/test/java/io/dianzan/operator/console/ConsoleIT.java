package io.dianzan.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console's shell, as a browser meets it. */
class ConsoleIT {
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/operator/assets/[^\"]+)\"");
    private static final TestSite SITE = new TestSite().campaign("demo", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Staff viewer() {
        return Staff.of(SITE, server, "viewer");
    }

    @Test
    void a_page_lets_nothing_foreign_or_inline_happen() {
        var page = viewer().page("/operator/nowhere");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(page.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.headers().get("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(page.body()).doesNotContain("<style", " style=", "onclick", "https://");
        assertThat(page.body()).doesNotContainPattern("<script(?! type=\"module\" src=\"/operator/assets/)");
    }

    @Test
    void what_a_page_loads_is_there_and_is_kept_for_good() {
        var page = viewer().page("/operator/nowhere").body();
        var found = ASSET.matcher(page).results().map(one -> one.group(1)).toList();

        assertThat(found).hasSizeGreaterThanOrEqualTo(3);
        for (var asset : found) {
            assertKept(viewer().get(asset));
        }
        var folder = found.get(0).substring(0, found.get(0).lastIndexOf('/'));
        assertThat(viewer().get(folder + "/chart.umd.js").body()).contains("Chart.js v4.5.1");
        assertThat(viewer().get(folder + "/nothing.js").status()).isEqualTo(404);
    }

    private static void assertKept(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("Cache-Control")).contains("immutable");
    }

    @Test
    void a_page_speaks_the_readers_language_until_he_chooses_another() {
        var viewer = viewer();
        var english = viewer.ask("GET", "/operator/nowhere")
                .header("Accept", "text/html")
                .header("Accept-Language", "en-GB");

        assertThat(viewer.page("/operator/nowhere").body()).contains("lang=\"zh-CN\"", "没有这个页面");
        assertThat(viewer.send(english).body()).contains("lang=\"en\"", "There is no such page");
        var chosen = viewer.get("/operator/language/en?to=/operator/nowhere");
        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.headers().get("Location")).isEqualTo("/operator/nowhere");
        assertThat(chosen.headers().get("Set-Cookie"))
                .contains("operator-lang=en", "Path=/operator", "HTTPOnly", "SameSite=Strict");
        assertThat(viewer.get("/operator/language/en?to=//evil.example")
                        .headers()
                        .get("Location"))
                .isEqualTo("/operator");
    }

    @Test
    void who_is_not_logged_in_is_led_to_the_login_and_back() {
        var nobody = viewer().ask("GET", "/operator?x=1").without("Cookie");

        assertThat(viewer().send(nobody).status()).isEqualTo(401);
        var browser = viewer().send(nobody.header("Accept", "text/html"));
        assertThat(browser.status()).isEqualTo(303);
        assertThat(browser.headers().get("Location")).isEqualTo("/operator/login?to=%2Foperator%3Fx%3D1");
    }

    @Test
    void the_public_port_knows_nothing_of_it() {
        var viewer = viewer();
        var answer = viewer.ask("GET", "/operator").of(server.port());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("operator");
    }

    @Test
    void it_is_on_the_public_port_where_the_config_says_so_and_phones_notice_nothing() {
        try (var site = new TestSite().campaign("demo", "perDay: 1").operator("public: true")) {
            var open = site.server();
            var viewer = Staff.of(site, open, "viewer");

            assertThat(viewer.ask("GET", "/operator/c/demo/campaign")
                            .of(open.port())
                            .status())
                    .isEqualTo(200);
            assertThat(viewer.ask("GET", "/operator/c/demo/audit")
                            .of(open.port())
                            .body())
                    .contains("role-missing");
            assertThat(viewer.page("/operator/c/demo/campaign").status()).isEqualTo(200);
            var fault = viewer.ask("GET", "/c/nowhere")
                    .header("Accept", "text/html")
                    .of(open.port());
            assertThat(fault.status()).isEqualTo(404);
            assertThat(fault.body()).contains("/assets/").doesNotContain("/operator/assets/");
        }
    }
}
