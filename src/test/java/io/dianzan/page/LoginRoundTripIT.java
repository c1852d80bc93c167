package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a thumb to the provider's consent and back to the same work, in WeChat's browser, with the wanted tap done once. */
@InChromium
class LoginRoundTripIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Pattern CONSENT = Pattern.compile(".*/connect/oauth2/authorize\\?.*");
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static Web sandbox;

    @BeforeAll
    static void start() throws IOException {
        site = new TestSite()
                .campaign("demo", "perDay: 1", "channels: [page]\n")
                .campaign("house", "perDay: 1", "channels: [mini-program, page]\n")
                .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001")
                .site("privacy: conf/privacy.md, organiser: 样例主办方, contact: vote@vote.example");
        Files.writeString(site.folder().resolve("conf/privacy.md"), "# 隐私\n\n只保存必要的信息。\n");
        server = site.server();
        sandbox = new Web(VERTX, server.sandboxPort());
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @BeforeEach
    void usual() {
        sandbox.post("/__sandbox/options", "{}");
    }

    @Test
    void the_wanted_tap_is_done_once_after_the_consent_and_at_the_same_work() {
        var reader = inWechat().open("/c/demo?sort=number");
        reader.isAtHome().tap("0017");

        reader.page().waitForURL(Pattern.compile(".*/login\\?to=.*"));
        var box = reader.page().locator("input[name=privacy]");
        assertThat(box).not().isChecked();
        reader.page().locator("button.primary").tap();
        // it is required, so the browser itself asks for it
        assertThat(reader.page()).hasURL(Pattern.compile(".*/login\\?to=.*"));
        box.check();
        reader.page().locator("button.primary").tap();
        approve(reader, person());

        reader.isAt("/c/demo/works/0017").seesThumb("0017", "recorded").hears("已记录您投给0017号的一票，今天还可投0票");
        assertThat(reader.page()).hasURL(reader.site() + "/c/demo/works/0017");
        reader.seesVotes("0017", 1);
        assertThat(ballots("0017")).isEqualTo(1);
        reader.page().reload();
        reader.seesThumb("0017", "recorded");
        assertThat(ballots("0017")).isEqualTo(1);
    }

    @Test
    void who_declines_comes_back_to_a_page_that_he_can_read_and_is_not_sent_away_again() {
        sandbox.post("/__sandbox/options", "{\"refusalReturns\":true}");
        var reader = wantsToVoteFor("0018");
        reader.page().locator("button[value=refuse]").tap();

        reader.isAt("/c/demo/works/0018").hears("登录后就能投票").seesThumb("0018", "");
        assertThat(reader.page().locator("h1")).hasText("work 18");
        reader.page().reload();
        reader.isAtHome();
        assertThat(reader.page()).hasURL(reader.site() + "/c/demo/works/0018");
        assertThat(ballots("0018")).isZero();
        // and can still change his mind
        reader.tap("0018");
        reader.page().waitForURL(Pattern.compile(".*/login\\?to=.*"));
    }

    @Test
    void who_just_goes_back_is_not_sent_away_again() {
        var reader = wantsToVoteFor("0019");
        reader.open("/c/demo/works/0019").hears("登录后就能投票").seesThumb("0019", "");
        assertThat(ballots("0019")).isZero();
    }

    @Test
    void the_second_login_in_a_browser_asks_for_no_consent_again() {
        var person = person();
        var reader = wantsToVoteFor("0020");
        approve(reader, person);
        reader.isAt("/c/demo/works/0020").seesThumb("0020", "recorded");
        reader.open("/me").page().locator("form[action='/me/logout'] button").tap();
        reader.isAt("/login?to=/");
        assertThat(reader.page().locator(".outcome")).hasText("已在所有设备上退出登录");
        assertThat(reader.page().locator("input[type=checkbox]")).hasCount(0);

        reader.open("/c/demo/works/0021").isAtHome().tap("0021");
        approve(reader, person);

        // the same person, whose vote is spent
        reader.isAt("/c/demo/works/0021").hears("今天的票已投完").seesThumb("0021", "tomorrow");
        assertThat(ballots("0021")).isZero();
    }

    @Test
    void a_login_without_the_tick_makes_no_voter_and_comes_back_with_a_word() {
        var before = site.number("SELECT count(*) FROM voter");
        var reader = inWechat();
        reader.open("/v1/login/wechat-page?to=/c/demo/works/0022");
        approve(reader, person());

        reader.page().waitForURL(Pattern.compile(".*/login\\?said=consent-required.*"));
        assertThat(reader.page().locator(".outcome")).hasText("请先勾选同意隐私说明");
        assertThat(reader.page().locator("input[name=privacy]")).not().isChecked();
        assertThat(site.number("SELECT count(*) FROM voter")).isEqualTo(before);
        reader.page().locator("input[name=privacy]").check();
        reader.page().locator("button.primary").tap();
        approve(reader, person());
        reader.isAt("/c/demo/works/0022");
    }

    @Test
    void a_session_that_has_ended_is_begun_anew_and_the_tap_is_done() {
        var reader = wantsToVoteFor("0023");
        approve(reader, person());
        reader.isAt("/c/demo/works/0023").seesThumb("0023", "recorded");
        var other = inWechat();
        other.context()
                .addCookies(reader.context().cookies().stream()
                        .filter(cookie -> !cookie.name.equals("vote"))
                        .map(cookie -> cookie.setUrl(null))
                        .toList());
        other.open("/c/demo/works/0024").isAtHome().tap("0024");
        approve(other, person());
        other.isAt("/c/demo/works/0024").hears("已记录您投给0024号的一票");
    }

    @Test
    void without_a_script_the_login_leads_back_to_the_work() {
        var reader = inWechat(Chromium.wechat().setJavaScriptEnabled(false)).withoutScript();
        reader.open("/c/demo/works/0025").thumb("0025").tap();
        reader.page().waitForURL(Pattern.compile(".*/login\\?to=.*"));
        reader.page().locator("input[name=privacy]").check();
        reader.page().locator("button.primary").tap();
        approve(reader, person());

        reader.isAt("/c/demo/works/0025").thumb("0025").tap();

        assertThat(reader.page().locator(".outcome")).hasText(Pattern.compile("已记录您投给0025号的一票"));
        assertThat(ballots("0025")).isEqualTo(1);
    }

    @Test
    void a_wechat_script_that_never_comes_delays_neither_list_nor_thumb() {
        var reader = CHROMIUM.reader(server, Chromium.wechat()).mayHear("res.wx.qq.com");
        reader.open("/c/demo/works/0026").isAtHome();
        reader.seesThumb("0026", "");
        assertThat(reader.page().locator(".name")).isVisible();
    }

    @Test
    void outside_of_wechat_its_script_is_not_asked_for() {
        var reader = CHROMIUM.reader(server).open("/c/house/works/0001").isAtHome();
        assertThat(reader.page().locator("script[src*='jweixin']")).hasCount(0);
        assertThat(reader.page().locator("body[data-sdk]")).hasCount(0);
    }

    /** Somebody at the consent page of WeChat, on his way to vote for a work. */
    private static Reader wantsToVoteFor(String number) {
        var reader = inWechat().open("/c/demo/works/" + number).isAtHome().tap(number);
        reader.page().waitForURL(Pattern.compile(".*/login\\?to=.*"));
        reader.page().locator("input[name=privacy]").check();
        reader.page().locator("button.primary").tap();
        reader.page().waitForURL(CONSENT);
        return reader;
    }

    private static void approve(Reader reader, String person) {
        reader.page().waitForURL(CONSENT);
        reader.page().locator("#user").fill(person);
        reader.page().locator("button[value=approve]").tap();
    }

    private static Reader inWechat() {
        return inWechat(Chromium.wechat());
    }

    private static Reader inWechat(NewContextOptions options) {
        return CHROMIUM.reader(server, options).withWechatsScript();
    }

    private static String person() {
        return "person " + PEOPLE.incrementAndGet();
    }

    private static long ballots(String work) {
        return site.number(
                "SELECT count(*) FROM ballot b JOIN work w ON w.id = b.work WHERE w.number = '" + work + "'");
    }
}
