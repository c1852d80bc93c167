package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.WaitUntilState;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.dianzan.kit.WechatScript;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages in WeChat's browser with a script like WeChat's: the card under which they are passed on, and the mini-program. */
@InChromium
class WechatCardIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String ACCOUNT = "wxpage00000000001";
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static final WechatScript SCRIPT = new WechatScript();
    private static TestSite site;
    private static RunningServer server;
    private static HttpClient client;
    private static Web sandbox;

    @BeforeAll
    static void start() {
        site = new TestSite()
                .campaign("demo", "perDay: 1", "channels: [mini-program, page]\n")
                .campaign("mini", "perDay: 1")
                .wechat("page: pages/show/show, originalId: gh_0123456789ab")
                .provider("wechat-page", "kind: wechat-page, appid: " + ACCOUNT)
                .site("wechatSdk: \"" + SCRIPT.address() + "\"");
        server = site.server();
        client = Phone.connections(VERTX, 4);
        sandbox = new Web(VERTX, server.sandboxPort());
    }

    @AfterAll
    static void stop() {
        SCRIPT.close();
        site.close();
        await(VERTX.close());
    }

    @BeforeEach
    void usual() {
        SCRIPT.comes();
    }

    @Test
    void a_voter_passes_a_work_on_under_his_own_link_with_a_signature_that_wechat_takes() {
        var phone = phone();
        var reader =
                inWechat().as(phone).open("/c/demo/works/0017?from=a%20chat").isAtHome();

        var card = told(reader, "card");
        var code = phone.send(HttpMethod.POST, "/v1/campaigns/demo/works/0017/shares")
                .json()
                .getString("code");
        assertThat(card.getString("title")).isEqualTo("work 17 · 测试");
        assertThat(card.getString("desc")).isEqualTo("author");
        assertThat(card.getString("link")).isEqualTo(reader.site() + "/s/" + code);
        assertThat(card.getString("imgUrl")).isEqualTo(reader.site() + "/c/demo/works/0017/card.png?lang=zh");
        card.remove("desc");
        assertThat(told(reader, "timeline")).isEqualTo(card);
        var picture = reader.page().request().get(card.getString("imgUrl"));
        assertThat(picture.headers()).containsEntry("content-type", "image/png");

        var config = told(reader, "config");
        assertThat(config.getJsonArray("jsApiList")).contains("updateAppMessageShareData", "updateTimelineShareData");
        assertThat(config.getJsonArray("openTagList")).contains("wx-open-launch-weapp");
        assertThat(config.getString("appId")).isEqualTo(ACCOUNT);
        assertThat(verdict(config, reader.site() + "/c/demo/works/0017?from=a%20chat"))
                .isEqualTo("{\"valid\":true}");
        assertThat(verdict(config, reader.site() + "/c/demo/works/0017")).contains("\"valid\":false");
    }

    @Test
    void who_is_not_logged_in_passes_on_the_work_s_own_address_also_from_a_share() {
        var code = phone().send(HttpMethod.POST, "/v1/campaigns/demo/works/0018/shares")
                .json()
                .getString("code");
        var reader = inWechat().open("/s/" + code + "#wechat_redirect").isAtHome();

        var card = told(reader, "card");
        assertThat(card.getString("link")).isEqualTo(reader.site() + "/c/demo/works/0018");
        assertThat(card.getString("imgUrl")).isEqualTo(reader.site() + "/s/" + code + "/card.png?lang=zh");
        assertThat(verdict(told(reader, "config"), reader.site() + "/s/" + code))
                .isEqualTo("{\"valid\":true}");
    }

    @Test
    void a_list_is_passed_on_as_the_campaign() {
        var reader = inWechat().as(phone()).open("/c/demo?sort=number&page=2").isAtHome();

        var card = told(reader, "card");
        assertThat(card.getString("link")).isEqualTo(reader.site() + "/c/demo");
        assertThat(card.getString("title")).isEqualTo("测试");
    }

    @Test
    void a_page_in_wechat_may_load_that_one_script_and_others_may_load_none() {
        for (var path : new String[] {"/c/demo", "/c/demo/works/0001", "/login?to=/c/mini/works/0001"}) {
            assertThat(policy(path, Chromium.wechat().userAgent.toString()))
                    .contains("script-src 'self' " + SCRIPT.address());
            assertThat(policy(path, Chromium.phone().userAgent.toString())).doesNotContain(SCRIPT.address());
        }
        var before = SCRIPT.asked();
        CHROMIUM.reader(server).open("/c/demo/works/0001").isAtHome().open("/login?to=/c/mini/works/0001");
        assertThat(SCRIPT.asked()).isEqualTo(before);
    }

    @Test
    void while_the_script_hangs_the_list_is_there_and_a_tap_is_a_vote() {
        SCRIPT.hangs();
        var reader = inWechat().as(phone()).open("/privacy");
        var before = SCRIPT.asked();
        reader.page()
                .navigate(
                        reader.site() + "/c/demo?sort=number",
                        new NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
        reader.isAtHome().tap("0002").seesThumb("0002", "recorded").hears("已记录您投给0002号的一票");
        reader.page().waitForCondition(() -> SCRIPT.asked() > before);
        assertThat(reader.page().evaluate("window.wx === undefined")).isEqualTo(true);

        SCRIPT.comes();
        assertThat(told(reader, "card").getString("link")).isEqualTo(reader.site() + "/c/demo");
    }

    @Test
    void when_the_script_fails_nothing_else_does() {
        SCRIPT.fails();
        var reader = inWechat().as(phone()).mayHear(SCRIPT.address()).open("/c/demo/works/0003");
        reader.isAtHome().tap("0003").seesThumb("0003", "recorded");
        reader.page().locator("#share").tap();
        assertThat(reader.page().locator(".overlay p").first()).hasText("点右上角 ··· 发给朋友");
    }

    @Test
    void where_the_mini_program_alone_may_vote_its_button_opens_it_at_the_work_and_the_share() {
        var code = phone().send(HttpMethod.POST, "/v1/campaigns/mini/works/0019/shares")
                .json()
                .getString("code");
        var reader = inWechat().open("/s/" + code).isAtHome().tap("0019");
        reader.isAt("/login?to=%2Fc%2Fmini%2Fworks%2F0019");

        var button = reader.page().locator("wx-open-launch-weapp");
        assertThat(button.locator("button")).hasText("到小程序投票");
        assertThat(button.locator("button")).hasCSS("min-height", "48px");
        assertThat(button).hasAttribute("appid", "wxsandbox000000001");
        assertThat(button).hasAttribute("username", "gh_0123456789ab");
        assertThat(button).hasAttribute("path", "pages/show/show?campaign=mini&work=0019&share=" + code);
        assertThat(reader.page().locator("#launch a")).hasCount(0);
        assertThat(verdict(told(reader, "config"), reader.page().url())).isEqualTo("{\"valid\":true}");
        assertThat(policy(
                        "/login?to=/c/mini/works/0019",
                        Chromium.wechat().userAgent.toString()))
                .contains("frame-src https://*.qq.com webcompt:");
        AccessIT.assertNothingSerious(reader, "launch");
        reader.page().screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/login-launch.png")));
    }

    @Test
    void where_the_button_does_not_come_a_link_leads_into_the_mini_program() {
        SCRIPT.fails();
        var reader = inWechat().mayHear(SCRIPT.address()).open("/login?to=/c/mini/works/0020");
        var link = reader.page().locator("#launch a.button");
        assertThat(link).hasText("到小程序投票");
        assertThat(link).hasAttribute("href", "/c/mini/works/0020/wechat");
    }

    @Test
    void a_page_within_the_mini_program_asks_it_to_show_the_work() {
        var within = Chromium.wechat().userAgent.toString() + " miniProgram/wxsandbox000000001";
        var reader =
                CHROMIUM.reader(server, Chromium.wechat().setUserAgent(within)).open("/login?to=/c/mini/works/0021");
        reader.page().locator("#launch button").tap();

        assertThat(told(reader, "navigated").getString("url")).isEqualTo("/pages/show/show?campaign=mini&work=0021");
    }

    private static Reader inWechat() {
        return CHROMIUM.reader(server, Chromium.wechat());
    }

    /** What the script was told, once it was. */
    private static JsonObject told(Reader reader, String what) {
        reader.page().waitForFunction("what => window.told && window.told[what]", what);
        return new JsonObject((String) reader.page().evaluate("what => JSON.stringify(window.told[what])", what));
    }

    private static String verdict(JsonObject config, String url) {
        var given = new JsonObject()
                .put("appid", config.getString("appId"))
                .put("noncestr", config.getString("nonceStr"))
                .put("timestamp", config.getValue("timestamp").toString())
                .put("url", url)
                .put("signature", config.getString("signature"));
        return sandbox.post("/__sandbox/js-signature", given.encode()).text();
    }

    private static String policy(String path, String browser) {
        var address = URI.create(path);
        var ask = new Ask("GET", address.getPath()).header("User-Agent", browser);
        if (address.getQuery() != null) {
            ask.query("to", address.getQuery().substring("to=".length()));
        }
        return ask.of(server).headers().get("Content-Security-Policy");
    }

    private static Phone phone() {
        return Phone.login(client, server, "voter " + PEOPLE.incrementAndGet());
    }
}
