package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.DESKTOP;
import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a site asks behind the browser's back. */
class OAuthTest {
    private static final Stage STAGE = new Stage();

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    private static JsonObject granted(String user, String scope) {
        var order =
                new JsonObject().put("user", user).put("appid", PAGE.appid()).put("scope", scope);
        return STAGE.oauth(PAGE, STAGE.code(order)).json();
    }

    private static Answer userinfo(String token, String openid) {
        return STAGE.get("/sns/userinfo?access_token=" + token + "&openid=" + openid + "&lang=zh_CN");
    }

    private static Answer refresh(String appid, String token) {
        return STAGE.get(
                "/sns/oauth2/refresh_token?appid=" + appid + "&grant_type=refresh_token&refresh_token=" + token);
    }

    @Test
    void a_code_becomes_tokens_once() {
        var code = STAGE.codeOf(PAGE, "first");
        var answer = STAGE.oauth(PAGE, code);

        assertThat(answer.type()).isEqualTo("text/plain");
        assertThat(answer.json().fieldNames())
                .containsExactlyInAnyOrder("access_token", "expires_in", "refresh_token", "openid", "scope", "unionid");
        assertThat(answer.json().getInteger("expires_in")).isEqualTo(7200);
        assertError(STAGE.oauth(PAGE, code), 40163);
    }

    @Test
    void a_silent_consent_brings_no_unionid_and_no_profile() {
        var grant = granted("silent", "snsapi_base");

        assertThat(grant.containsKey("unionid")).isFalse();
        assertError(userinfo(grant.getString("access_token"), grant.getString("openid")), 48001);
    }

    @Test
    void one_person_has_one_unionid_in_program_page_and_desktop_and_three_openids() {
        var program = STAGE.login(PROGRAM, STAGE.codeOf("one")).json();
        var page = granted("one", "snsapi_userinfo");
        var desktop = STAGE.oauth(DESKTOP, STAGE.codeOf(DESKTOP, "one")).json();

        assertThat(page.getString("unionid")).isEqualTo(program.getString("unionid"));
        assertThat(desktop.getString("unionid")).isEqualTo(program.getString("unionid"));
        assertThat(desktop.getString("openid"))
                .isNotEqualTo(page.getString("openid"))
                .isNotEqualTo(program.getString("openid"));
    }

    @Test
    void a_profile_has_a_nickname_in_utf_8_and_neither_sex_nor_region() {
        STAGE.control("user", new JsonObject().put("user", "named").put("nickname", "小明😀"));
        var grant = granted("named", "snsapi_userinfo");
        var profile = userinfo(grant.getString("access_token"), grant.getString("openid"))
                .json();

        assertThat(profile.getString("nickname")).isEqualTo("小明😀");
        assertThat(profile.getInteger("sex")).isZero();
        assertThat(profile.getString("province")).isEmpty();
        assertThat(profile.getString("unionid")).isEqualTo(grant.getString("unionid"));
        assertThat(profile.containsKey("errcode")).isFalse();
    }

    @Test
    void a_snapshot_is_of_a_virtual_user_another_one_each_time() {
        var real = granted("snap", "snsapi_userinfo");
        STAGE.control("user", new JsonObject().put("user", "snap").put("snapshot", true));
        var first = granted("snap", "snsapi_userinfo");
        var second = granted("snap", "snsapi_userinfo");

        assertThat(first.getInteger("is_snapshotuser")).isEqualTo(1);
        assertThat(first.getString("openid"))
                .isNotEqualTo(real.getString("openid"))
                .isNotEqualTo(second.getString("openid"));
        assertThat(first.getString("unionid")).isNotEqualTo(real.getString("unionid"));
        assertThat(real.containsKey("is_snapshotuser")).isFalse();
        assertThat(STAGE.oauth(DESKTOP, STAGE.codeOf(DESKTOP, "snap")).json().containsKey("is_snapshotuser"))
                .isFalse();
    }

    @Test
    void a_link_can_force_a_snapshot() {
        var location = STAGE.get("/connect/oauth2/authorize?appid=wxpage&redirect_uri="
                        + Stage.encoded("http://127.0.0.1/x")
                        + "&response_type=code&scope=snsapi_base&state=s&forceSnapShot=true")
                .header("location");
        var code = location.replaceAll(".*code=([^&]+).*", "$1");

        assertThat(STAGE.oauth(PAGE, code).json().getInteger("is_snapshotuser")).isEqualTo(1);
    }

    @Test
    void a_token_lives_two_hours_and_is_renewed_for_thirty_days() {
        var grant = granted("renews", "snsapi_userinfo");
        var openid = grant.getString("openid");
        var access = grant.getString("access_token");
        var refresh = grant.getString("refresh_token");

        STAGE.clock.forward(Duration.ofSeconds(7199));
        assertThat(refresh(PAGE.appid(), refresh).json().getString("access_token"))
                .isEqualTo(access);
        STAGE.clock.forward(Duration.ofSeconds(7199));
        assertThat(userinfo(access, openid).errcode()).isZero();

        STAGE.clock.forward(Duration.ofSeconds(1));
        assertError(userinfo(access, openid), 42001);
        var renewed = refresh(PAGE.appid(), refresh).json();
        assertThat(renewed.getString("access_token")).isNotEqualTo(access);
        assertThat(renewed.fieldNames())
                .containsExactlyInAnyOrder("access_token", "expires_in", "refresh_token", "openid", "scope");
        assertThat(userinfo(renewed.getString("access_token"), openid).errcode())
                .isZero();

        STAGE.clock.forward(Duration.ofDays(30));
        assertError(refresh(PAGE.appid(), refresh), 42002);
    }

    @Test
    void a_refresh_token_is_its_own_apps() {
        var refresh = granted("own", "snsapi_base").getString("refresh_token");

        assertError(refresh(DESKTOP.appid(), refresh), 40030);
        assertError(refresh(PAGE.appid(), "forged"), 40030);
        assertError(refresh(PAGE.appid(), ""), 41003);
    }

    @Test
    void a_token_can_be_checked() {
        var grant = granted("checks", "snsapi_base");
        var access = grant.getString("access_token");
        var ok = STAGE.get("/sns/auth?access_token=" + access + "&openid=" + grant.getString("openid"));

        assertThat(ok.json()).isEqualTo(new JsonObject().put("errcode", 0).put("errmsg", "ok"));
        assertError(STAGE.get("/sns/auth?access_token=" + access + "&openid=oOther"), 40003);
        assertError(STAGE.get("/sns/auth?access_token=forged&openid=x"), 40001);
        assertError(STAGE.get("/sns/auth?openid=x"), 41001);
        assertError(STAGE.get("/sns/auth?access_token=" + access), 41009);
    }

    @ParameterizedTest
    @CsvSource({
        "secret=sp&code=c&grant_type=authorization_code, 41002",
        "appid=wx9&secret=sp&code=c&grant_type=authorization_code, 40013",
        "appid=wxpage&code=c&grant_type=authorization_code, 41004",
        "appid=wxpage&secret=s1&code=c&grant_type=authorization_code, 40125",
        "appid=wxpage&secret=sp&grant_type=authorization_code, 41008",
        "appid=wxpage&secret=sp&code=c, 40002",
        "appid=wxpage&secret=sp&code=c&code=d&grant_type=authorization_code, 40097",
        "appid=wxpage&secret=sp&code=nonsense&grant_type=authorization_code, 40029",
    })
    void each_mistake_has_its_errcode(String query, int errcode) {
        assertError(STAGE.get("/sns/oauth2/access_token?" + query), errcode);
    }
}
