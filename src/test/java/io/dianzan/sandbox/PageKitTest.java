package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.DESKTOP;
import static io.dianzan.sandbox.Stage.PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import me.chanjar.weixin.common.bean.oauth2.WxOAuth2AccessToken;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public kit for official accounts and websites takes the sandbox for WeChat. */
class PageKitTest {
    private static final String BACK = "http://127.0.0.1:8080/back?to=/c/demo";
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private WxMpService kit(SandboxApp app, boolean stable) {
        var config = new WxMpDefaultConfigImpl();
        config.setAppId(app.appid());
        config.setSecret(app.secret());
        config.useStableAccessToken(stable);
        config.setHostConfig(WxMpHostConfig.builder()
                .apiHost(stage.url())
                .openHost(stage.url())
                .mpHost(stage.url())
                .build());
        var kit = new WxMpServiceImpl();
        kit.setWxMpConfigStorage(config);
        kit.setMaxRetryTimes(1);
        kit.setRetrySleepMillis(1);
        return kit;
    }

    /** What a browser does with a link, and a person on its page: back comes the code. */
    private String codeBy(String link, String user) {
        var path = link.substring(stage.url().length()).replaceFirst("#.*", "");
        var page = stage.get(path);
        var back = page.header("location") != null
                ? page
                : stage.post(
                        path,
                        "user=" + user + "&decision=approve",
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(back.header("location")).startsWith(BACK + "&code=").endsWith("&state=abc");
        return back.header("location").replaceAll(".*code=([^&]+).*", "$1");
    }

    private static void assertFails(Callable<?> call, int errcode) {
        assertThatThrownBy(call::call).isInstanceOfSatisfying(WxErrorException.class, failure -> assertThat(
                        failure.getError().getErrorCode())
                .isEqualTo(errcode));
    }

    @Test
    void a_page_logs_in_reads_the_profile_and_renews_its_token() throws WxErrorException {
        var oauth = kit(PAGE, true).getOAuth2Service();
        var code = codeBy(oauth.buildAuthorizationUrl(BACK, "snsapi_userinfo", "abc"), "xiaoming");
        var token = oauth.getAccessToken(code);
        assertThat(token.getScope()).isEqualTo("snsapi_userinfo");
        assertThat(token.getUnionId()).startsWith("o");
        assertThat(token.getSnapshotUser()).isNull();

        var profile = oauth.getUserInfo(token, null);
        assertThat(profile.getOpenid()).isEqualTo(token.getOpenId());
        assertThat(profile.getUnionId()).isEqualTo(token.getUnionId());
        assertThat(profile.getNickname()).isEqualTo("xiaoming 👍");
        assertThat(oauth.validateAccessToken(token)).isTrue();

        var renewed = oauth.refreshAccessToken(token.getRefreshToken());
        assertThat(renewed.getOpenId()).isEqualTo(token.getOpenId());
        assertThat(oauth.validateAccessToken(renewed)).isTrue();
        assertFails(() -> oauth.getAccessToken(code), 40163);
    }

    @Test
    void a_silent_page_learns_the_openid_alone() throws WxErrorException {
        var oauth = kit(PAGE, true).getOAuth2Service();
        var token = oauth.getAccessToken(codeBy(oauth.buildAuthorizationUrl(BACK, "snsapi_base", "abc"), "unasked"));

        assertThat(token.getUnionId()).isNull();
        assertFails(() -> oauth.getUserInfo(token, "zh_CN"), 48001);
    }

    @Test
    void a_snapshot_user_is_told() throws WxErrorException {
        stage.control("user", new JsonObject().put("user", "snap").put("snapshot", true));

        assertThat(kit(PAGE, true)
                        .getOAuth2Service()
                        .getAccessToken(stage.codeOf(PAGE, "snap"))
                        .getSnapshotUser())
                .isEqualTo(1);
    }

    @Test
    void a_website_logs_in_by_its_own_page() throws WxErrorException {
        var kit = kit(DESKTOP, true);
        var code = codeBy(kit.buildQrConnectUrl(BACK, "snsapi_login", "abc"), "xiaoming");
        var token = kit.getOAuth2Service().getAccessToken(code);

        assertThat(token.getUnionId())
                .isEqualTo(
                        stage.oauth(PAGE, stage.codeOf(PAGE, "xiaoming")).json().getString("unionid"));
        assertThat(kit.getOAuth2Service().getUserInfo(token, "en").getNickname())
                .startsWith("xiaoming");
    }

    @Test
    void a_forged_token_is_not_valid() {
        var forged = new WxOAuth2AccessToken();
        forged.setAccessToken("forged");
        forged.setOpenId("o");

        assertThat(kit(PAGE, true).getOAuth2Service().validateAccessToken(forged))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_signature_of_the_kit_is_accepted(boolean stable) throws WxErrorException {
        var kit = kit(PAGE, stable);
        var url = "https://vote.example/c/demo?share=x";
        var signature = kit.createJsapiSignature(url);
        kit.createJsapiSignature(url);

        var verdict = stage.control(
                "js-signature",
                new JsonObject()
                        .put("appid", signature.getAppId())
                        .put("noncestr", signature.getNonceStr())
                        .put("timestamp", String.valueOf(signature.getTimestamp()))
                        .put("url", signature.getUrl())
                        .put("signature", signature.getSignature()));
        assertThat(verdict).isEqualTo(new JsonObject().put("valid", true));
        assertThat(stage.get("/__sandbox/counters").json().getInteger("/cgi-bin/ticket/getticket"))
                .isEqualTo(1);
    }

    @Test
    void twenty_threads_fetch_one_token_and_one_ticket() throws InterruptedException, ExecutionException {
        var kit = kit(PAGE, true);
        var pool = Executors.newFixedThreadPool(20);
        Callable<String> ask = kit::getJsapiTicket;
        var tickets = pool.invokeAll(IntStream.range(0, 20).mapToObj(any -> ask).toList());
        pool.shutdown();

        for (Future<String> ticket : tickets) {
            assertThat(ticket.get()).isEqualTo(tickets.get(0).get());
        }
        assertThat(stage.get("/__sandbox/counters").json())
                .isEqualTo(new JsonObject().put("/cgi-bin/stable_token", 1).put("/cgi-bin/ticket/getticket", 1));
    }

    @Test
    void a_token_of_a_mini_program_gets_no_ticket() {
        assertFails(() -> kit(Stage.PROGRAM, true).getJsapiTicket(), 48001);
    }
}
