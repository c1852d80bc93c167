package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WeChat does not have. */
class ControlTest {
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login-code | {}",
                "login-code | {\"user\":\"\"}",
                "login-code | {\"user\":\"a\"",
                "login-code | {\"user\":\"a\",\"appid\":\"wx9\"}",
                "login-code | {\"user\":\"a\",\"appid\":\"wxpage\",\"scope\":\"snsapi_login\"}",
                "user | {\"rank\":1}",
                "user | {\"user\":\"a\",\"rank\":5}",
                "clock | {}",
                "clock | {\"shift\":1,\"now\":1}",
                "clock | {\"shift\":9223372036854775807}",
                "clock | {\"now\":9223372036854775807}",
                "clock | {\"shift\":-9223372036854775808}",
                "clock | {\"now\":-9223372036854775808}",
                "js-signature | {\"appid\":\"wx9\"}",
                "options | []",
            })
    void an_order_that_makes_no_sense_is_refused(String what, String body) {
        assertThat(stage.post("/__sandbox/" + what, body).json().getString("code"))
                .isEqualTo("malformed");
    }

    @Test
    void a_change_of_a_user_leaves_the_rest_of_him_alone() {
        stage.control("user", new JsonObject().put("user", "u").put("rank", 3));
        var user = stage.control("user", new JsonObject().put("user", "u").put("union", false));

        assertThat(user.getInteger("rank")).isEqualTo(3);
        assertThat(user.getBoolean("union")).isFalse();
        assertThat(user.getBoolean("risky")).isFalse();
    }

    @Test
    void its_clock_can_be_shifted_and_set() {
        var code = stage.codeOf("u");
        var noon = Instant.parse("2024-02-27T12:00:00Z").getEpochSecond();

        assertThat(stage.control("clock", new JsonObject().put("now", noon)).getLong("now"))
                .isEqualTo(noon);
        assertThat(stage.control("clock", new JsonObject().put("shift", -3600)).getLong("now"))
                .isEqualTo(noon - 3600);
        assertThat(stage.get("/__sandbox/clock").json().getLong("now")).isEqualTo(noon - 3600);
        assertError(stage.login(PROGRAM, code), 40029);
    }

    @Test
    void calls_are_counted_by_path_and_by_app() {
        stage.stable(PROGRAM, false);
        stage.stable(PROGRAM, false);
        stage.stable(PAGE, false);
        stage.get("/sns/auth?access_token=forged");

        assertThat(stage.get("/__sandbox/counters").json())
                .isEqualTo(new JsonObject().put("/cgi-bin/stable_token", 3).put("/sns/auth", 1));
        assertThat(stage.get("/__sandbox/counters?appid=wxpage").json())
                .isEqualTo(new JsonObject().put("/cgi-bin/stable_token", 1));
    }

    @Test
    void the_journal_tells_of_calls_and_of_nobody() {
        var code = stage.codeOf("u");
        var openid = stage.login(PROGRAM, code).json().getString("openid");
        var token = stage.tokenOf(PROGRAM);
        stage.get("/wxa/checksession?access_token=" + token + "&openid=" + openid + "&sig_method=md5");
        var journal = stage.get("/__sandbox/journal");

        var calls = journal.json().getJsonArray("calls");
        assertThat(calls).hasSize(3);
        assertThat(calls.getJsonObject(0).getJsonObject("query").getString("grant_type"))
                .isEqualTo("authorization_code");
        assertThat(calls.getJsonObject(1).getString("path")).isEqualTo("/cgi-bin/stable_token");
        assertThat(calls.getJsonObject(2).getInteger("errcode")).isEqualTo(87008);
        assertThat(calls.getJsonObject(2).getString("appid")).isEqualTo("wx1");
        assertThat(journal.text()).doesNotContain(code, token, openid, "\"s1\"");
    }

    @Test
    void the_journal_keeps_the_last_thousand_calls() {
        for (int i = 0; i < 1001; i++) {
            stage.get(i == 0 ? "/sns/userinfo" : "/sns/auth");
        }

        var calls = stage.get("/__sandbox/journal").json().getJsonArray("calls");
        assertThat(calls).hasSize(1000);
        assertThat(calls.getJsonObject(0).getString("path")).isEqualTo("/sns/auth");
    }

    @Test
    void a_reset_forgets_everything() {
        var code = stage.codeOf("u");
        var token = stage.tokenOf(PAGE);
        stage.control("user", new JsonObject().put("user", "u").put("risky", true));
        stage.control("fault", new JsonObject().put("times", 9).put("errcode", -1));
        stage.control("clock", new JsonObject().put("shift", 60));
        stage.control("reset", new JsonObject());

        assertThat(stage.get("/__sandbox/counters").json()).isEmpty();
        assertThat(stage.get("/__sandbox/clock").json().getLong("now"))
                .isEqualTo(stage.clock.instant().getEpochSecond());
        assertError(stage.login(PROGRAM, code), 40029);
        assertError(stage.get("/cgi-bin/ticket/getticket?type=jsapi&access_token=" + token), 40014);
        assertThat(stage.login(PROGRAM, stage.codeOf("u")).text()).contains("openid");
        assertThat(stage.post("/__sandbox/reset", "").status()).isEqualTo(200);
    }

    @Test
    void what_is_random_comes_again_with_its_seed() {
        stage.control("reset", new JsonObject().put("seed", 7));
        var code = stage.codeOf("u");
        stage.control("reset", new JsonObject().put("seed", 7));

        assertThat(stage.codeOf("u")).isEqualTo(code);
        assertThat(stage.codeOf("u")).isNotEqualTo(code);
    }
}
