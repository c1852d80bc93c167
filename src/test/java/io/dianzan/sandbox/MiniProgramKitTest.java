package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PROGRAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.binarywang.wx.miniapp.api.WxMaService;
import cn.binarywang.wx.miniapp.api.impl.WxMaServiceImpl;
import cn.binarywang.wx.miniapp.bean.safety.request.WxMaUserSafetyRiskRankRequest;
import cn.binarywang.wx.miniapp.bean.scheme.WxMaGenerateSchemeRequest;
import cn.binarywang.wx.miniapp.bean.urllink.GenerateUrlLinkRequest;
import cn.binarywang.wx.miniapp.config.impl.WxMaDefaultConfigImpl;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import me.chanjar.weixin.common.error.WxErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public kit for mini-programs takes the sandbox for WeChat. */
class MiniProgramKitTest {
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private WxMaService kit(boolean stable) {
        var config = new WxMaDefaultConfigImpl();
        config.setAppid(PROGRAM.appid());
        config.setSecret(PROGRAM.secret());
        config.setApiHostUrl(stage.url());
        config.useStableAccessToken(stable);
        var kit = new WxMaServiceImpl();
        kit.setWxMaConfig(config);
        kit.setMaxRetryTimes(1);
        kit.setRetrySleepMillis(1);
        return kit;
    }

    private int calls(String path) {
        return stage.get("/__sandbox/counters").json().getInteger(path, 0);
    }

    private void fault(String path, int errcode) {
        stage.control(
                "fault", new JsonObject().put("times", 1).put("path", path).put("errcode", errcode));
    }

    private static void assertFails(Callable<?> call, int errcode) {
        assertThatThrownBy(call::call).isInstanceOfSatisfying(WxErrorException.class, failure -> assertThat(
                        failure.getError().getErrorCode())
                .isEqualTo(errcode));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void logs_in_with_a_token_of_either_kind(boolean stable) throws WxErrorException {
        var kit = kit(stable);
        var session = kit.jsCode2SessionInfo(stage.codeOf("u"));

        assertThat(session.getOpenid()).isEqualTo(stage.openidOf(PROGRAM, "u"));
        assertThat(session.getUnionid()).startsWith("o");
        assertThat(session.getSessionKey()).hasSize(24);
        assertThat(kit.getAccessToken()).hasSizeGreaterThan(100);
        assertThat(calls(stable ? "/cgi-bin/stable_token" : "/cgi-bin/token")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twenty_threads_fetch_one_token(boolean stable) throws InterruptedException, ExecutionException {
        var kit = kit(stable);
        var pool = Executors.newFixedThreadPool(20);
        Callable<String> login = () -> kit.jsCode2SessionInfo(stage.codeOf("u")).getOpenid();
        var openids =
                pool.invokeAll(IntStream.range(0, 20).mapToObj(any -> login).toList());
        pool.shutdown();

        for (Future<String> openid : openids) {
            assertThat(openid.get()).startsWith("o");
        }
        assertThat(calls(stable ? "/cgi-bin/stable_token" : "/cgi-bin/token")).isEqualTo(1);
    }

    @Test
    void a_token_kicked_out_by_another_node_is_fetched_anew() throws WxErrorException {
        var one = kit(false);
        var other = kit(false);
        var old = one.getAccessToken();
        other.getAccessToken();
        stage.clock.forward(Duration.ofMinutes(5));

        assertThat(one.getLinkService()
                        .generateUrlLink(
                                GenerateUrlLinkRequest.builder().path("pages/a").build()))
                .startsWith(stage.url());
        assertThat(one.getAccessToken()).isNotEqualTo(old);
        assertThat(calls("/cgi-bin/token")).isEqualTo(3);
    }

    @Test
    void errors_arrive_with_their_numbers() {
        var kit = kit(true);
        var code = stage.codeOf("u");
        stage.login(PROGRAM, code);

        assertFails(() -> kit.jsCode2SessionInfo(code), 40163);
        assertFails(() -> kit.jsCode2SessionInfo("nonsense"), 40029);
        fault("/sns/jscode2session", 45011);
        assertFails(() -> kit.jsCode2SessionInfo(stage.codeOf("u")), 45011);
        fault("/cgi-bin/stable_token", 40125);
        assertFails(() -> kit.getAccessToken(true), 40125);
    }

    @Test
    void a_busy_answer_is_asked_again() throws WxErrorException {
        var kit = kit(true);
        fault("/sns/jscode2session", -1);

        assertThat(kit.jsCode2SessionInfo(stage.codeOf("u")).getOpenid()).startsWith("o");
        assertThat(calls("/sns/jscode2session")).isEqualTo(2);
    }

    @Test
    void draws_a_code_and_knows_an_error_from_a_picture() throws WxErrorException, IOException {
        var codes = kit(true).getQrcodeService();
        var picture =
                codes.createWxaCodeUnlimitBytes("n=0017", "pages/work/work", true, "release", 430, false, null, false);

        assertThat(Picture.of(picture).qrText()).endsWith("page=pages%2Fwork%2Fwork&scene=n%3D0017");
        assertFails(
                () -> codes.createWxaCodeUnlimitBytes("a b", "pages/a", true, "release", 430, false, null, false),
                40169);
    }

    @Test
    void makes_links_and_schemes() throws WxErrorException {
        var kit = kit(true);
        var link = kit.getLinkService()
                .generateUrlLink(GenerateUrlLinkRequest.builder()
                        .path("pages/work/work")
                        .query("n=0017&s=x")
                        .expireType(1)
                        .expireInterval(7)
                        .build());
        assertThat(stage.get(link.substring(stage.url().length())).json().getString("query"))
                .isEqualTo("n=0017&s=x");

        var scheme = WxMaGenerateSchemeRequest.newBuilder()
                .jumpWxa(WxMaGenerateSchemeRequest.JumpWxa.newBuilder()
                        .path("/pages/work/work")
                        .query("n=0017")
                        .build())
                .isExpire(true)
                .expireType(1)
                .expireInterval(30)
                .build();
        assertThat(kit.getWxMaSchemeService().generate(scheme)).startsWith("weixin://dl/business/?t=");
        assertFails(
                () -> kit.getLinkService()
                        .generateUrlLink(GenerateUrlLinkRequest.builder()
                                .path("pages/a?b=c")
                                .build()),
                40165);
    }

    @Test
    void asks_for_a_risk() throws WxErrorException {
        var kit = kit(true);
        var request = WxMaUserSafetyRiskRankRequest.builder()
                .appid(PROGRAM.appid())
                .openid(stage.openidOf(PROGRAM, "u"))
                .scene(1)
                .clientIp("203.0.113.7")
                .build();
        stage.control("user", new JsonObject().put("user", "u").put("rank", 3));

        assertThat(kit.getSecurityService().getUserRiskRank(request).getRiskRank())
                .isEqualTo(3);
        request.setOpenid("oForeign");
        assertFails(() -> kit.getSecurityService().getUserRiskRank(request), 40003);
    }
}
