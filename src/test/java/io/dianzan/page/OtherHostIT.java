package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.FaultProxy;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site under a second host: links open there, and who wants to vote logs in at the first one. */
@InChromium
class OtherHostIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static HttpClient client;
    private static FaultProxy door;
    private static String other;

    @BeforeAll
    static void start() {
        door = new FaultProxy(() -> server.port());
        other = "http://localhost:" + door.port();
        site = new TestSite()
                .campaign("demo", "perDay: 1", "channels: [page]\n")
                .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001")
                .site("otherHosts: [\"localhost:" + door.port() + "\"]");
        server = site.server();
        client = Phone.connections(VERTX, 4);
    }

    @AfterAll
    static void stop() throws IOException {
        door.close();
        site.close();
        await(VERTX.close());
    }

    @Test
    void a_share_opens_there_and_the_login_leads_to_the_same_work_at_the_first_host() {
        var home = inWechat();
        var reader = home.at(other).open("/s/" + shared("0017")).isAtHome();
        assertThat(reader.page().locator("h1")).hasText("work 17");
        assertThat(reader.page().locator("link[rel=canonical]"))
                .hasAttribute("href", home.site() + "/c/demo/works/0017");
        reader.tap("0017");
        approve(reader);

        // a tap is kept by the host where it was made: nobody can vote by a link that leads here
        assertThat(reader.page()).hasURL(Pattern.compile(home.site() + "/c/demo/works/0017(#wechat_redirect)?"));
        reader.isAtHome().seesThumb("0017", "");
        assertThat(ballots("0017")).isZero();
        reader.tap("0017").seesThumb("0017", "recorded").hears("已记录您投给0017号的一票");

        reader.open("/c/demo/works/0017").hears("登录后就能投票").seesThumb("0017", "");
        assertThat(ballots("0017")).isEqualTo(1);
    }

    /** Browsers hold the policy of a form's page against every place that the form is sent on to. */
    @ParameterizedTest
    @ValueSource(strings = {"0020", "0021"})
    void without_a_script_too_the_login_is_at_the_first_host(String work) {
        var home = CHROMIUM.reader(server, Chromium.wechat().setJavaScriptEnabled(false))
                .withoutScript();
        var reader = work.equals("0020") ? home : home.at(other);
        reader.open("/c/demo/works/" + work).thumb(work).tap();
        assertThat(reader.page()).hasURL(Pattern.compile(home.site() + "/login\\?.*"));
        reader.page().locator("button.primary").tap();
        approve(reader);
        assertThat(reader.page())
                .hasURL(Pattern.compile(home.site() + "/c/demo/works/" + work + "(#wechat_redirect)?"));
        reader.thumb(work).tap();
        assertThat(reader.page().locator(".outcome")).hasText(Pattern.compile("已记录您投给" + work + "号的一票.*"));
    }

    @Test
    void who_has_a_session_there_votes_there() {
        var reader = inWechat().at(other).as(phone());
        reader.open("/c/demo/works/0019").isAtHome();
        reader.tap("0019").hears("本活动不接受这种登录方式投票");
        assertThat(reader.page()).hasURL(other + "/c/demo/works/0019");
    }

    @Test
    void a_host_that_is_not_ours_leads_nowhere_else() {
        var answer = new Ask("GET", "/login")
                .query("to", "/c/demo")
                .header("Host", "evil.example")
                .of(server);
        assertThat(answer.headers().getOrDefault("Location", "")).doesNotContain("evil.example");
    }

    private static Reader inWechat() {
        return CHROMIUM.reader(server, Chromium.wechat()).withWechatsScript();
    }

    private static void approve(Reader reader) {
        reader.page().waitForURL(Pattern.compile(".*/connect/oauth2/authorize\\?.*"));
        reader.mayHear("/favicon.ico").page().locator("#user").fill("person " + PEOPLE.incrementAndGet());
        reader.page().locator("button[value=approve]").click();
    }

    private static String shared(String number) {
        return phone().send(HttpMethod.POST, "/v1/campaigns/demo/works/" + number + "/shares")
                .json()
                .getString("code");
    }

    private static Phone phone() {
        return Phone.login(client, server, "sharer " + PEOPLE.incrementAndGet());
    }

    private static long ballots(String work) {
        return site.number(
                "SELECT count(*) FROM ballot b JOIN work w ON w.id = b.work WHERE w.number = '" + work + "'");
    }
}
