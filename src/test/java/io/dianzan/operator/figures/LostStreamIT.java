package io.dianzan.operator.figures;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.PageAssertions.HasURLOptions;
import com.microsoft.playwright.options.Cookie;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page "live" in a browser whose stream is refused. */
@InChromium
class LostStreamIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String LIVE = "/operator/c/one/live";
    private static final String STREAM = "**/live/stream";
    /** For a pause or two, and the first event. */
    private static final double PATIENCE = 20_000;

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

    /** The server is too busy for him. */
    private static Reader refused(String name) {
        var viewer = Staff.of(SITE, server, "viewer", name);
        var reader = CHROMIUM.reader(server, Chromium.desktop()).at("http://127.0.0.1:" + server.managementPort());
        reader.context().addCookies(List.of(new Cookie("operator", viewer.token()).setUrl(reader.site())));
        reader.context().route(STREAM, route -> route.fulfill(new FulfillOptions().setStatus(503)));
        reader.mayHear("503").mayHear("401");
        return reader.open(LIVE);
    }

    @Test
    void it_says_since_when_its_figures_are_stale_and_comes_back_by_itself() {
        var reader = refused("busy");
        var stale = reader.page().locator("#stale");
        assertThat(stale).isVisible();
        assertThat(stale.locator("time")).hasText(Pattern.compile("\\d\\d:\\d\\d:\\d\\d"));
        var before = reader.page().locator("#as-of").textContent();
        reader.context().unroute(STREAM);
        assertThat(stale).isHidden(new IsHiddenOptions().setTimeout(PATIENCE));
        assertThat(reader.page().locator("#as-of")).not().hasText(before);
    }

    @Test
    void it_leads_to_the_login_once_that_has_ended() {
        var reader = refused("ended");
        assertThat(reader.page().locator("#stale")).isVisible();
        SITE.execute("DELETE FROM operator_session WHERE name = 'ended'");
        reader.context().unroute(STREAM);
        assertThat(reader.page())
                .hasURL(Pattern.compile(".*/operator/login\\?to=.*live"), new HasURLOptions().setTimeout(PATIENCE));
    }
}
