package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.LoadState;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A share link that a stranger opens, wherever he is: the work is in front, and there is a way to vote for it. */
@InChromium
class ShareLinkIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.3 Mobile/15E148 Safari/604.1";
    private static final String CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/131.0.0.0 Mobile Safari/537.36";
    private static final String WEIBO = "Mozilla/5.0 (Linux; Android 13; V2243A; wv) AppleWebKit/537.36 (KHTML, like"
            + " Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 Weibo (vivo-V2243A__weibo__14.2.0__android)";
    private static final String QQ =
            "Mozilla/5.0 (Linux; Android 13; V2243A; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Version/4.0 Chrome/98.0.4758.102 MQQBrowser/6.2 TBS/046291 Mobile Safari/537.36 V1_AND_SQ_9.0.8_5540"
                    + " QQ/9.0.8.14755 NetType/WIFI";

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static HttpClient client;
    private static Web sandbox;
    private final List<String> asked = new ArrayList<>();

    @BeforeAll
    static void start() {
        site = new TestSite()
                .campaign("all", "perDay: 1", "channels: [mini-program, page, desktop]\n")
                .campaign("capped", "perDay: 1", "channels: [mini-program, page]\n")
                .campaign("account", "perDay: 1", "channels: [page]\n")
                .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001")
                .provider("wechat-desktop", "kind: wechat-desktop, appid: wxdesktop0000000001");
        server = site.server();
        client = Phone.connections(VERTX, 4);
        sandbox = new Web(VERTX, server.sandboxPort());
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {SAFARI, CHROME, WEIBO, QQ})
    void in_another_browser_of_a_phone_the_way_leads_into_wechat_at_the_same_work(String browser) {
        var code = shared("all", "0017");
        var reader = stranger(browser).open("/s/" + code).isAtHome();
        seesTheSharedWork(reader, "work 17");
        reader.tap("0017").isAt("/login?to=%2Fc%2Fall%2Fworks%2F0017");
        seesLinkToCopy(reader, "/c/all/works/0017");
        assertThat(reader.page().locator("main button")).hasCount(0);

        var link = reader.page().locator("main a.button");
        assertThat(link).hasText("到微信投票");
        reader.mayHear("/favicon.ico");
        link.tap();

        reader.page().waitForURL(Pattern.compile("http://127.0.0.1:" + server.sandboxPort() + "/__sandbox/link/.*"));
        assertThat(reader.page().content()).contains("pages/work/work");
        assertThat(URLDecoder.decode(reader.page().url().replaceAll(".*[?&]cq=", ""), StandardCharsets.UTF_8))
                .isEqualTo("campaign=all&work=0017&share=" + code);
        assertNobodyWasSentToTheConsentOfWechat();
    }

    @Test
    void at_wechats_cap_a_phone_is_back_at_the_work_with_a_word_and_poster_and_link_to_hand() {
        sandbox.post("/__sandbox/fault", "{\"times\":1,\"errcode\":45009,\"path\":\"/wxa/generate_urllink\"}");
        var reader = stranger(CHROME);
        reader.context().addInitScript("navigator.share = () => { window.menu = true; return Promise.resolve(); };");
        reader.open("/s/" + shared("capped", "0018")).isAtHome().tap("0018");
        reader.page().locator("main a.button").tap();

        reader.isAt("/c/capped/works/0018?wechat=unavailable");
        assertThat(reader.page().locator(".outcome")).hasText(Pattern.compile("暂时打不开微信。请复制链接.*或保存海报.*"));
        assertThat(reader.page().locator("h1")).hasText("work 18");
        reader.isAtHome().page().locator("#share").tap();
        seesPoster(reader, "/c/capped/works/0018/poster.png?lang=zh");
        assertThat(reader.page().evaluate("window.menu === undefined")).isEqualTo(true);
        assertThat(copied(reader)).isEqualTo(reader.site() + "/c/capped/works/0018");
        assertNobodyWasSentToTheConsentOfWechat();
    }

    @Test
    void where_no_mini_program_may_vote_a_phone_is_shown_the_link_and_not_sent_to_what_opens_in_wechat_alone() {
        var reader = stranger(SAFARI).open("/s/" + shared("account", "0019")).isAtHome();
        reader.tap("0019").isAt("/login?to=%2Fc%2Faccount%2Fworks%2F0019");

        seesLinkToCopy(reader, "/c/account/works/0019");
        assertThat(reader.page().locator("main button, main a.button")).hasCount(0);
        assertNobodyWasSentToTheConsentOfWechat();
    }

    @Test
    void in_wechat_the_tap_is_done_after_the_consent_and_the_sharer_is_told_of_it() {
        var sharer = phone();
        var code = shared(sharer, "all", "0020");
        var reader = CHROMIUM.reader(server, Chromium.wechat()).withWechatsScript();
        reader.open("/s/" + code).isAtHome();
        seesTheSharedWork(reader, "work 20");
        reader.tap("0020");
        approve(reader, Pattern.compile(".*/connect/oauth2/authorize\\?.*"));

        reader.isAt("/c/all/works/0020").seesThumb("0020", "recorded").hears("已记录您投给0020号的一票");
        assertThat(ballots("0020")).isEqualTo(1);
        reader.page().reload();
        reader.seesThumb("0020", "recorded");
        assertThat(ballots("0020")).isEqualTo(1);
        var told = CHROMIUM.reader(server).as(sharer);
        told.open("/c/all/works/0020");
        told.page().waitForCondition(() -> {
            told.page().reload();
            assertThat(told.page().locator("#shared")).isVisible();
            return told.page().locator("#shared").textContent().equals("您的分享：1 人次打开，1 人次投票");
        });
        told.open("/c/all/works/0021").isAtHome();
        assertThat(told.page().locator("#shared")).isHidden();
    }

    @Test
    void on_a_desktop_wechat_scans_and_the_browser_is_back_at_the_work() {
        var reader = CHROMIUM.reader(server, Chromium.desktop());
        reader.open("/s/" + shared("all", "0022")).isAtHome();
        seesTheSharedWork(reader, "work 22");
        watch(reader).thumb("0022").click();
        approve(reader, Pattern.compile(".*/connect/qrconnect\\?.*"));

        reader.isAt("/c/all/works/0022").seesThumb("0022", "recorded").hears("已记录您投给0022号的一票");
        assertThat(ballots("0022")).isEqualTo(1);
        assertNobodyWasSentToTheConsentOfWechat();
    }

    @Test
    void on_a_desktop_without_a_login_of_its_own_there_is_a_code_for_the_phone() {
        var reader = CHROMIUM.reader(server, Chromium.desktop());
        watch(reader)
                .open("/s/" + shared("account", "0023"))
                .isAtHome()
                .thumb("0023")
                .click();

        reader.isAt("/login?to=%2Fc%2Faccount%2Fworks%2F0023");
        seesCode(reader);
        assertNobodyWasSentToTheConsentOfWechat();
    }

    @Test
    void who_is_logged_out_passes_the_work_on_by_its_own_address_and_its_poster() {
        var code = shared("all", "0024");
        var reader = CHROMIUM.reader(server, Chromium.wechat()).withWechatsScript();
        reader.open("/s/" + code).isAtHome().page().locator("#share").tap();

        assertThat(reader.page().locator(".overlay p").first()).hasText("点右上角 ··· 发给朋友");
        seesPoster(reader, "/s/" + code + "/poster.png?lang=zh");
        assertThat(copied(reader)).isEqualTo(reader.site() + "/c/all/works/0024");
    }

    @Test
    void in_wechat_a_voter_s_overlay_has_his_own_link_and_poster_in_the_language_of_the_page() {
        var sharer = phone();
        var reader =
                CHROMIUM.reader(server, Chromium.wechat()).withWechatsScript().as(sharer);
        reader.open("/language/en?to=/c/all/works/0025").isAtHome();
        reader.page().locator("#share").tap();

        var code = shared(sharer, "all", "0025");
        assertThat(reader.page().locator(".overlay p").first()).hasText("Tap ··· at the top right to share");
        seesPoster(reader, "/s/" + code + "/poster.png?lang=en");
        assertThat(copied(reader)).isEqualTo(reader.site() + "/s/" + code);
        AccessIT.assertNothingSerious(reader, "overlay");
        reader.page().screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/overlay-wechat-en.png")));
    }

    @Test
    void a_poster_asks_wechat_for_a_code_only_where_the_mini_program_may_vote() {
        var page = CHROMIUM.reader(server).open("/privacy").page().request();
        var home = "http://127.0.0.1:" + server.port() + "/s/";
        var before = codesDrawn();
        assertThat(page.get(home + shared("account", "0030") + "/poster.png").status())
                .isEqualTo(200);
        assertThat(codesDrawn()).isEqualTo(before);
        assertThat(page.get(home + shared("all", "0030") + "/poster.png").status())
                .isEqualTo(200);
        assertThat(codesDrawn()).isEqualTo(before + 1);
    }

    private static long codesDrawn() {
        return sandbox.get("/__sandbox/counters").json().getLong("/wxa/getwxacodeunlimit", 0L);
    }

    @Test
    void elsewhere_the_phone_s_own_menu_is_opened_once_and_who_declines_hears_nothing() {
        var sharer = phone();
        var reader = CHROMIUM.reader(server).as(sharer);
        reader.context()
                .addInitScript("window.shared = []; navigator.share = (what) => { window.shared.push(what);"
                        + " return Promise.reject(new DOMException('no', 'AbortError')); };");
        reader.open("/c/all/works/0026").isAtHome();
        reader.page().locator("#share").dblclick();
        reader.page().waitForFunction("window.shared.length > 0");
        reader.page().waitForLoadState(LoadState.NETWORKIDLE);

        var code = shared(sharer, "all", "0026");
        assertThat(reader.page().evaluate("window.shared.map(({title, text, url}) => [title, text, url].join('|'))"))
                .isEqualTo(List.of("work 26|《work 26》，author。喜欢就为它点赞|" + reader.site() + "/s/" + code));
        assertThat(reader.page().locator(".overlay")).hasCount(0);
        assertThat(reader.said()).hasText("");
    }

    @Test
    void where_the_menu_does_not_open_there_is_the_overlay() {
        var reader = CHROMIUM.reader(server);
        reader.context()
                .addInitScript("navigator.share = () => Promise.reject(new DOMException('no', 'NotAllowedError'));");
        reader.open("/c/all/works/0027").isAtHome().page().locator("#share").tap();

        seesPoster(reader, "/c/all/works/0027/poster.png?lang=zh");
        assertThat(reader.page().locator(".overlay")).not().containsText("···");
    }

    @Test
    void by_keyboard_alone_the_overlay_opens_copies_closes_and_gives_the_place_back() {
        var reader = CHROMIUM.reader(server, Chromium.desktop());
        reader.context().addInitScript("navigator.share = undefined;");
        reader.open("/c/all/works/0028").isAtHome();
        reader.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        var keyboard = reader.page().keyboard();
        reader.page().locator("#share").focus();
        keyboard.press("Enter");
        var copy = reader.page().locator(".overlay button").first();
        assertThat(copy).isFocused();
        keyboard.press("Enter");
        assertThat(copy).hasText("链接已复制");
        assertThat(copy).isFocused();
        assertThat(reader.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo(reader.site() + "/c/all/works/0028");
        keyboard.press("Tab");
        assertThat(reader.page().locator(".overlay button").last()).isFocused();
        keyboard.press("Enter");
        assertThat(reader.page().locator(".overlay")).hasCount(0);
        assertThat(reader.page().locator("#share")).isFocused();

        keyboard.press("Enter");
        assertThat(copy).isFocused();
        keyboard.press("Escape");
        assertThat(reader.page().locator(".overlay")).hasCount(0);
        assertThat(reader.page().locator("#share")).isFocused();
    }

    @Test
    void a_phone_that_knows_no_dialogs_closes_the_overlay_too() {
        var reader = CHROMIUM.reader(server);
        reader.context()
                .addInitScript("navigator.share = undefined; delete HTMLDialogElement.prototype.showModal;"
                        + " delete HTMLDialogElement.prototype.close;");
        reader.open("/c/all/works/0029").isAtHome().page().locator("#share").tap();
        seesPoster(reader, "/c/all/works/0029/poster.png?lang=zh");
        reader.page().locator(".overlay button").last().tap();
        assertThat(reader.page().locator(".overlay")).hasCount(0);
        assertThat(reader.page().locator("#share")).isFocused();
    }

    private static void seesTheSharedWork(Reader reader, String title) {
        assertThat(reader.page().locator("h1")).hasText(title);
        assertThat(reader.page().locator("h1")).isInViewport();
        assertThat(reader.page().locator("main > .note")).hasText("朋友分享给您的作品");
        assertThat(reader.page().locator(".dock .thumb")).isInViewport();
    }

    /** No phone scans its own screen. */
    private static void seesLinkToCopy(Reader reader, String path) {
        assertThat(reader.page().locator("img.qr")).hasCount(0);
        assertThat(reader.page().getByLabel("复制链接，在微信里打开后投票")).hasValue(reader.site() + path);
    }

    private static void seesCode(Reader reader) {
        var code = reader.page().locator("img.qr");
        assertThat(code).isVisible();
        assertThat(reader.page().locator("figcaption")).hasText("用微信扫一扫，在微信里投票");
        assertThat(code.evaluate("code => code.complete && code.naturalWidth > 0"))
                .isEqualTo(true);
    }

    private static void seesPoster(Reader reader, String address) {
        var poster = reader.page().locator(".overlay img");
        assertThat(poster).hasAttribute("src", address);
        reader.page().waitForCondition(() -> poster.evaluate("image => image.naturalWidth")
                .equals(750));
        assertThat(poster).isInViewport();
    }

    private static Object copied(Reader reader) {
        reader.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        reader.page().locator(".overlay button").first().tap();
        assertThat(reader.page().locator(".overlay button").first()).hasText(Pattern.compile("链接已复制|Link copied"));
        return reader.page().evaluate("navigator.clipboard.readText()");
    }

    private static void approve(Reader reader, Pattern consent) {
        reader.page().waitForURL(consent);
        reader.page().locator("#user").fill("person " + PEOPLE.incrementAndGet());
        reader.mayHear("/favicon.ico").page().locator("button[value=approve]").click();
    }

    private Reader stranger(String browser) {
        NewContextOptions options = Chromium.phone().setUserAgent(browser);
        return watch(CHROMIUM.reader(server, options));
    }

    private Reader watch(Reader reader) {
        reader.context().onRequest(request -> asked.add(request.url()));
        return reader;
    }

    private void assertNobodyWasSentToTheConsentOfWechat() {
        assertThat(asked).isNotEmpty().noneMatch(address -> address.contains("oauth2/authorize"));
    }

    private static Phone phone() {
        return Phone.login(client, server, "sharer " + PEOPLE.incrementAndGet());
    }

    private static String shared(String campaign, String number) {
        return shared(phone(), campaign, number);
    }

    private static String shared(Phone sharer, String campaign, String number) {
        return sharer.send(HttpMethod.POST, "/v1/campaigns/" + campaign + "/works/" + number + "/shares")
                .json()
                .getString("code");
    }

    private static long ballots(String work) {
        return site.number(
                "SELECT count(*) FROM ballot b JOIN work w ON w.id = b.work WHERE w.number = '" + work + "'");
    }
}
