package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.LogCapture;
import io.dianzan.login.Attempt;
import io.dianzan.login.Breaker;
import io.dianzan.login.Identity;
import io.dianzan.login.RedirectLogin.Callback;
import io.dianzan.login.SteadyClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatPageTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String TOKEN = "/sns/oauth2/access_token";
    private static final String PROFILE = "/sns/userinfo";
    private static final String SECRET = "s&cret=%";
    private static final Attempt ATTEMPT = new Attempt(
            "wechat-page",
            "aB3",
            "verifier",
            "nonce",
            "https://vote.example/v1/login/p/callback?a=1&b=2",
            "/c/demo",
            0);

    private final StubWechat wechat = new StubWechat(VERTX);

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void the_address_has_wechats_own_order_of_parameters() {
        assertThat(await(page().addressFor(ATTEMPT)))
                .isEqualTo("https://open.example/connect/oauth2/authorize?appid=wx1"
                        + "&redirect_uri=https%3A%2F%2Fvote.example%2Fv1%2Flogin%2Fp%2Fcallback%3Fa%3D1%26b%3D2"
                        + "&response_type=code&scope=snsapi_userinfo&state=aB3#wechat_redirect");
    }

    @Test
    void a_silent_page_and_a_desktop_ask_for_other_scopes() {
        assertThat(await(silentPage().addressFor(ATTEMPT)))
                .startsWith("https://open.example/connect/oauth2/authorize?appid=wx1&redirect_uri=")
                .endsWith("&response_type=code&scope=snsapi_base&state=aB3#wechat_redirect");
        assertThat(await(desktop().addressFor(ATTEMPT)))
                .startsWith("https://open.example/connect/qrconnect?appid=wx1&redirect_uri=")
                .endsWith("&response_type=code&scope=snsapi_login&state=aB3#wechat_redirect");
    }

    @Test
    void a_code_is_traded_for_openid_and_unionid_in_one_call() {
        wechat.on(TOKEN, visit("\"unionid\":\"oU\",\"scope\":\"snsapi_userinfo\",\"refresh_token\":\"r\""));

        assertThat(await(identify(page(), "c0de_-"))).isEqualTo(new Identity("wechat-page", "wx1", "oX", "oU"));
        assertThat(wechat.calls()).isEqualTo(1);
        assertThat(wechat.asked(TOKEN).get(0).parameters())
                .containsOnly(
                        entry("appid", "wx1"),
                        entry("secret", SECRET),
                        entry("code", "c0de_-"),
                        entry("grant_type", "authorization_code"));
    }

    @Test
    void a_missing_unionid_is_asked_for_once() {
        wechat.on(TOKEN, visit("\"scope\":\"snsapi_userinfo\""));
        wechat.on(PROFILE, "{\"openid\":\"oX\",\"nickname\":\"点\",\"sex\":{},\"privilege\":1,\"unionid\":\"oU\"}");

        assertThat(await(identify(page(), "code")).unionSubject()).isEqualTo("oU");
        assertThat(await(identify(desktop(), "code")).unionSubject()).isEqualTo("oU");
        assertThat(wechat.asked(PROFILE)).hasSize(2);
        assertThat(wechat.asked(PROFILE).get(0).parameters())
                .containsOnly(entry("access_token", "t&1"), entry("openid", "oX"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"openid\":\"oX\"}", "{\"openid\":\"oX\",\"unionid\":\"\"}"})
    void who_has_no_unionid_has_none(String profile) {
        wechat.on(TOKEN, visit("\"scope\":\"snsapi_userinfo\""));
        wechat.on(PROFILE, profile);

        assertThat(await(identify(page(), "code")).unionSubject()).isNull();
    }

    @Test
    void a_profile_that_may_not_be_read_in_spite_of_consent_is_that_of_a_snapshot() {
        wechat.on(TOKEN, visit("\"scope\":\"snsapi_userinfo\""));
        wechat.on(PROFILE, "{\"errcode\":48001}");

        assertThat(refusal(identify(page(), "code")).reason()).isEqualTo(Refusal.SNAPSHOT_USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"errcode\":40001}", "{\"errcode\":-1}", "<html>", "{\"unionid\":\"a b\"}"})
    void a_profile_that_could_not_be_read_is_not_a_person_without_unionid(String profile) {
        wechat.on(TOKEN, visit("\"scope\":\"snsapi_userinfo\""));
        wechat.on(PROFILE, profile);

        assertThat(refusal(identify(page(), "code")).reason()).isEqualTo(Refusal.PROVIDER_DOWN);
    }

    @Test
    void who_consented_to_nothing_is_not_asked_about() {
        wechat.on(TOKEN, visit("\"scope\":\"snsapi_base\""));

        assertThat(await(identify(silentPage(), "code")).unionSubject()).isNull();
        assertThat(await(identify(page(), "code")).unionSubject()).isNull();
        assertThat(wechat.asked(PROFILE)).isEmpty();
    }

    @Test
    void somebody_invented_is_nobody() {
        wechat.on(TOKEN, visit("\"unionid\":\"oU\",\"is_snapshotuser\":1"));

        assertThat(refusal(identify(page(), "code")).reason()).isEqualTo(Refusal.SNAPSHOT_USER);
        wechat.on(TOKEN, visit("\"unionid\":\"oU\",\"is_snapshotuser\":0"));
        assertThat(await(identify(page(), "code")).subject()).isEqualTo("oX");
    }

    @ParameterizedTest
    @CsvSource({
        "40029, CODE_INVALID, 0",
        "42003, CODE_INVALID, 0",
        "40163, CODE_USED, 0",
        "40226, ACCOUNT_RISKY, 0",
        "45011, TOO_FAST, 60",
        "45009, PROVIDER_DOWN, 60",
        "40013, PROVIDER_DOWN, 0",
        "40125, PROVIDER_DOWN, 0",
        "40164, PROVIDER_DOWN, 0",
        "61004, PROVIDER_DOWN, 0",
        "40243, PROVIDER_DOWN, 0",
        "41008, PROVIDER_DOWN, 0"
    })
    void each_errcode_has_its_refusal(int errcode, Refusal reason, int retryAfter) {
        wechat.on(TOKEN, "{\"errcode\":" + errcode + ",\"errmsg\":\"text, rid: 1\"}");

        var refused = refusal(identify(page(), "code"));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.retryAfterSeconds()).isEqualTo(retryAfter);
        assertThat(wechat.calls()).isEqualTo(1);
    }

    @Test
    void busy_is_tried_twice_more() {
        var calls = new AtomicInteger();
        wechat.on(TOKEN, asked -> calls.incrementAndGet() < 3 ? "{\"errcode\":-1}" : visit("\"unionid\":\"oU\""));

        assertThat(await(identify(page(), "code")).subject()).isEqualTo("oX");
        assertThat(calls).hasValue(3);
    }

    @Test
    void a_code_whose_answer_was_lost_is_not_sent_twice() {
        assertThat(refusal(identify(page(), "code")).reason()).isEqualTo(Refusal.PROVIDER_DOWN);
        assertThat(wechat.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a b", "a&appid=x", "a%00", "点赞", "a\n", "../x", "a#b"})
    void a_code_of_another_shape_is_not_even_sent(String code) {
        assertThat(refusal(identify(page(), code)).reason()).isEqualTo(Refusal.CODE_INVALID);
        assertThat(wechat.calls()).isZero();
    }

    @Test
    void the_operator_is_told_what_to_do_and_nothing_private() {
        var page = page();
        try (var log = LogCapture.open()) {
            for (var errcode : new int[] {40125, 40125, 40164, 41008}) {
                wechat.on(TOKEN, "{\"errcode\":" + errcode + ",\"errmsg\":\"invalid myPrivateCode\"}");
                failureOf(identify(page, "myPrivateCode"));
            }
            wechat.on(TOKEN, visit("\"unionid\":\"oU\""));
            await(identify(page, "myPrivateCode"));

            assertThat(log.text())
                    .containsOnlyOnce("errcode 40125: WeChat does not take the app's secret")
                    .containsOnlyOnce("errcode 40164: this server's address is not on the account's list")
                    .contains("provider wechat-page: /sns/oauth2/access_token failed: errcode 41008")
                    .doesNotContain("myPrivateCode", SECRET, "s%26cret", "oX", "oU", "t&1");
        }
    }

    private static String visit(String more) {
        return "{\"access_token\":\"t&1\",\"expires_in\":7200,\"openid\":\"oX\"," + more + "}";
    }

    private static Future<Identity> identify(WechatPage page, String code) {
        return page.identify(new Callback(code, null), ATTEMPT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c) NetType/4G",
                "Mozilla/5.0 (Windows NT 10.0; WOW64) Chrome/107.0.0.0 MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) XWEB/8555"
            })
    void wechats_browsers_are_sent_to_its_consent(String wechats) {
        assertThat(page().opensIn(wechats)).isTrue();
        assertThat(silentPage().opensIn(wechats)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) Version/17.3 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (Linux; Android 13) Chrome/109.0 MQQBrowser/6.2 Mobile Safari/537.36 QQ/8.9.88.13035",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) Mobile/15E148 wxwork/4.1.20 MicroMessenger/7.0.1"
            })
    void other_browsers_are_not_but_may_scan_a_code_and_try_a_sandbox(String other) {
        assertThat(page().opensIn(other)).isFalse();
        assertThat(silentPage().opensIn(other)).isFalse();
        assertThat(desktop().opensIn(other)).isTrue();
        assertThat(page("http://127.0.0.1:8082").opensIn(other)).isTrue();
    }

    private WechatPage page(String openUrl) {
        var settings =
                new Wechat("p", WechatChannel.PAGE, "wx1", new Secret(SECRET), wechat.url(), null, false, null, null);
        return new WechatPage(
                new WechatApi(VERTX, wechat.url(), new Breaker("p", new SteadyClock())), openUrl, settings);
    }

    private WechatPage page() {
        return page("wechat-page", WechatChannel.PAGE, false);
    }

    private WechatPage silentPage() {
        return page("wechat-page", WechatChannel.PAGE, true);
    }

    private WechatPage desktop() {
        return page("wechat-desktop", WechatChannel.DESKTOP, false);
    }

    private WechatPage page(String name, WechatChannel kind, boolean silent) {
        var settings = new Wechat(name, kind, "wx1", new Secret(SECRET), wechat.url(), null, silent, null, null);
        var api = new WechatApi(VERTX, wechat.url(), new Breaker(name, new SteadyClock()));
        return new WechatPage(api, "https://open.example", settings);
    }

    private static Refused refusal(Future<?> future) {
        return (Refused) failureOf(future);
    }
}
