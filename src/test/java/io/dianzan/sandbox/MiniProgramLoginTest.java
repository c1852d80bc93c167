package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.OTHER_PROGRAM;
import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.UNBOUND;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiniProgramLoginTest {
    private static final Stage STAGE = new Stage();

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    @Test
    void a_code_becomes_an_openid_without_an_errcode() {
        var answer = STAGE.login(PROGRAM, STAGE.codeOf("first"));

        assertThat(answer.json().fieldNames()).containsOnly("session_key", "openid", "unionid");
        assertThat(answer.json().getString("openid")).matches("o[A-Za-z0-9_-]{27}");
        assertThat(answer.json().getString("unionid")).matches("o[A-Za-z0-9_-]{27}");
        assertThat(Base64.getDecoder().decode(answer.json().getString("session_key")))
                .hasSize(16);
    }

    @Test
    void a_success_says_errcode_0_where_that_is_ordered() {
        STAGE.control("options", new JsonObject().put("explicitOk", true));
        var answer = STAGE.login(PROGRAM, STAGE.codeOf("explicit"));
        STAGE.control("options", new JsonObject());

        assertThat(answer.json().getInteger("errcode")).isZero();
        assertThat(answer.json().getString("errmsg")).isEqualTo("ok");
        assertThat(answer.json().getString("openid")).isNotNull();
    }

    @Test
    void a_user_keeps_his_openid_in_an_app_and_his_unionid_in_all() {
        var first = STAGE.login(PROGRAM, STAGE.codeOf("keeps")).json();
        var again = STAGE.login(PROGRAM, STAGE.codeOf("keeps")).json();
        var elsewhere =
                STAGE.login(OTHER_PROGRAM, STAGE.codeOf(OTHER_PROGRAM, "keeps")).json();

        assertThat(again.getString("openid")).isEqualTo(first.getString("openid"));
        assertThat(again.getString("session_key")).isNotEqualTo(first.getString("session_key"));
        assertThat(elsewhere.getString("openid")).isNotEqualTo(first.getString("openid"));
        assertThat(elsewhere.getString("unionid")).isEqualTo(first.getString("unionid"));
    }

    @Test
    void an_app_that_is_not_bound_learns_no_unionid() {
        assertThat(STAGE.login(UNBOUND, STAGE.codeOf(UNBOUND, "first")).text()).doesNotContain("unionid");
    }

    @Test
    void a_user_can_go_without_unionid_until_told_otherwise() {
        var lone = new JsonObject().put("user", "lone");

        assertThat(STAGE.login(PROGRAM, STAGE.code(lone.copy().put("union", false)))
                        .text())
                .doesNotContain("unionid");
        assertThat(STAGE.login(PROGRAM, STAGE.code(lone)).text()).doesNotContain("unionid");
        STAGE.control("user", lone.copy().put("union", true));
        assertThat(STAGE.login(PROGRAM, STAGE.code(lone)).text()).contains("unionid");
    }

    @Test
    void a_code_works_once() {
        var code = STAGE.codeOf("once");
        STAGE.login(PROGRAM, code);

        assertError(STAGE.login(PROGRAM, code), 40163);
    }

    @Test
    void of_many_who_use_a_code_at_once_one_succeeds() {
        var code = STAGE.codeOf("crowd");

        var answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(any -> STAGE.login(PROGRAM, code))
                .map(Answer::errcode)
                .toList();

        assertThat(answers).containsOnlyOnce(0).hasSize(20).containsOnly(0, 40163);
    }

    @Test
    void a_code_of_another_app_is_invalid_and_stays_unused() {
        var code = STAGE.codeOf("apps");

        assertError(STAGE.login(OTHER_PROGRAM, code), 40029);
        assertThat(STAGE.login(PROGRAM, code).text()).contains("openid");
    }

    @Test
    void a_code_of_a_page_is_no_code_here_nor_the_other_way_round() {
        assertError(STAGE.login(PROGRAM, STAGE.codeOf(PAGE, "kinds")), 40029);
        assertError(STAGE.oauth(PROGRAM, STAGE.codeOf("kinds")), 40029);
    }

    @Test
    void a_code_lives_five_minutes() {
        var early = STAGE.codeOf("slow");
        var late = STAGE.codeOf("slow");
        STAGE.clock.forward(Duration.ofSeconds(299));
        assertThat(STAGE.login(PROGRAM, early).text()).contains("openid");

        STAGE.clock.forward(Duration.ofSeconds(1));
        assertError(STAGE.login(PROGRAM, late), 40029);
    }

    @ParameterizedTest
    @CsvSource({
        "secret=s1&js_code=c&grant_type=authorization_code, 41002",
        "appid=wx9&secret=s1&js_code=c&grant_type=authorization_code, 40013",
        "appid=wx1&js_code=c&grant_type=authorization_code, 41004",
        "appid=wx1&secret=s2&js_code=c&grant_type=authorization_code, 40125",
        "appid=wx1&secret=s1&grant_type=authorization_code, 41008",
        "appid=wx1&secret=s1&js_code=c, 40002",
        "appid=wx1&secret=s1&js_code=c&js_code=d&grant_type=authorization_code, 40097",
        "appid=wx1&secret=s1&js_code=c&appid=wx2&grant_type=authorization_code, 40097",
        "appid=wx1&secret=s1&js_code=nonsense&grant_type=authorization_code, 40029",
        "appid=wxpage&secret=sp&js_code=c&grant_type=authorization_code, 48001",
    })
    void each_mistake_has_its_errcode_under_200(String query, int errcode) {
        assertError(STAGE.get("/sns/jscode2session?" + query), errcode);
    }

    @Test
    void a_stray_access_token_and_any_order_are_accepted() {
        var answer = STAGE.get("/sns/jscode2session?access_token=null&js_code=" + STAGE.codeOf("order")
                + "&secret=s1&grant_type=authorization_code&appid=wx1");

        assertThat(answer.text()).contains("openid");
    }

    @Test
    void a_user_who_logs_in_101_times_a_minute_is_slowed_down() {
        for (int i = 0; i < 100; i++) {
            assertThat(STAGE.login(PROGRAM, STAGE.codeOf("busy")).text()).contains("openid");
        }
        assertError(STAGE.login(PROGRAM, STAGE.codeOf("busy")), 45011);

        STAGE.clock.forward(Duration.ofMinutes(1));
        assertThat(STAGE.login(PROGRAM, STAGE.codeOf("busy")).text()).contains("openid");
    }

    @Test
    void a_risky_user_is_blocked_and_his_code_stays_unused() {
        var code = STAGE.codeOf("risky");
        STAGE.control("user", new JsonObject().put("user", "risky").put("risky", true));
        assertError(STAGE.login(PROGRAM, code), 40226);

        STAGE.control("user", new JsonObject().put("user", "risky").put("risky", false));
        assertThat(STAGE.login(PROGRAM, code).text()).contains("openid");
    }
}
