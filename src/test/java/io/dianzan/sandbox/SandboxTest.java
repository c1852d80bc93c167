package io.dianzan.sandbox;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestClock;
import io.dianzan.kit.Web;
import io.dianzan.kit.Web.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestClock CLOCK = new TestClock("2024-02-27T00:00:00Z");
    private static Web web;

    @BeforeAll
    static void start() {
        var apps = List.of(new SandboxApp("wx1", "s1"), new SandboxApp("wx2", "s2"));
        web = new Web(VERTX, await(Sandbox.start(VERTX, 0, apps, CLOCK)).port());
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void a_code_becomes_an_openid_in_text_plain_and_without_an_errcode() {
        var answer = exchange("wx1", "s1", codeOf("{\"user\":\"first\"}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/plain");
        assertThat(answer.json().fieldNames()).containsOnly("session_key", "openid", "unionid");
        assertThat(answer.json().getString("openid")).matches("o[A-Za-z0-9_-]{27}");
        assertThat(answer.json().getString("unionid")).matches("o[A-Za-z0-9_-]{27}");
        assertThat(Base64.getDecoder().decode(answer.json().getString("session_key")))
                .hasSize(16);
    }

    @Test
    void a_user_keeps_his_openid_in_an_app_and_his_unionid_in_all() {
        var first = exchange("wx1", "s1", codeOf("{\"user\":\"keeps\"}")).json();
        var again = exchange("wx1", "s1", codeOf("{\"user\":\"keeps\"}")).json();
        var elsewhere = exchange("wx2", "s2", codeOf("{\"user\":\"keeps\",\"appid\":\"wx2\"}"))
                .json();

        assertThat(again.getString("openid")).isEqualTo(first.getString("openid"));
        assertThat(again.getString("session_key")).isNotEqualTo(first.getString("session_key"));
        assertThat(elsewhere.getString("openid")).isNotEqualTo(first.getString("openid"));
        assertThat(elsewhere.getString("unionid")).isEqualTo(first.getString("unionid"));
    }

    @Test
    void a_user_can_go_without_unionid_until_told_otherwise() {
        assertThat(exchange("wx1", "s1", codeOf("{\"user\":\"lone\",\"union\":false}"))
                        .text())
                .doesNotContain("unionid");
        assertThat(exchange("wx1", "s1", codeOf("{\"user\":\"lone\"}")).text()).doesNotContain("unionid");
        assertThat(exchange("wx1", "s1", codeOf("{\"user\":\"lone\",\"union\":true}"))
                        .text())
                .contains("unionid");
    }

    @Test
    void a_code_works_once() {
        var code = codeOf("{\"user\":\"once\"}");
        exchange("wx1", "s1", code);

        assertError(exchange("wx1", "s1", code), 40163);
    }

    @Test
    void a_code_of_another_app_is_invalid_and_stays_unused() {
        var code = codeOf("{\"user\":\"apps\"}");

        assertError(exchange("wx2", "s2", code), 40029);
        assertThat(exchange("wx1", "s1", code).text()).contains("openid");
    }

    @Test
    void a_code_lives_five_minutes() {
        var early = codeOf("{\"user\":\"slow\"}");
        var late = codeOf("{\"user\":\"slow\"}");
        CLOCK.forward(Duration.ofSeconds(299));
        assertThat(exchange("wx1", "s1", early).text()).contains("openid");

        CLOCK.forward(Duration.ofSeconds(1));
        assertError(exchange("wx1", "s1", late), 40029);
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
        "appid=wx1&secret=s1&js_code=nonsense&grant_type=authorization_code, 40029",
    })
    void each_mistake_has_its_errcode_under_200(String query, int errcode) {
        assertError(web.get("/sns/jscode2session?" + query), errcode);
    }

    @Test
    void a_user_who_logs_in_101_times_a_minute_is_slowed_down() {
        for (int i = 0; i < 100; i++) {
            assertThat(exchange("wx1", "s1", codeOf("{\"user\":\"busy\"}")).text())
                    .contains("openid");
        }

        assertError(exchange("wx1", "s1", codeOf("{\"user\":\"busy\"}")), 45011);
    }

    @Test
    void an_ordered_fault_meets_as_many_calls_as_ordered() {
        web.post("/__sandbox/fault", "{\"times\":2,\"errcode\":-1}");
        var code = codeOf("{\"user\":\"fault\"}");

        assertError(exchange("wx1", "s1", code), -1);
        assertError(exchange("wx1", "s1", code), -1);
        assertThat(exchange("wx1", "s1", code).text()).contains("openid");
    }

    @Test
    void an_unknown_path_is_not_found_and_never_an_errcode_0() {
        var answer = web.get("/sns/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).doesNotContain("errcode");
    }

    @ParameterizedTest
    @CsvSource({"{}", "{\"user\":\"\"}", "{\"user\":\"a\"", "'{\"user\":\"a\",\"appid\":\"wx9\"}'"})
    void a_control_order_that_makes_no_sense_is_refused(String body) {
        assertThat(web.post("/__sandbox/login-code", body).code()).isEqualTo("malformed");
    }

    @Test
    void the_secret_of_an_app_is_not_printed() {
        assertThat(new SandboxApp("wx1", "s1").toString()).doesNotContain("s1");
    }

    private static void assertError(Answer answer, int errcode) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/plain");
        assertThat(answer.json().getInteger("errcode")).isEqualTo(errcode);
        assertThat(answer.json().getString("errmsg")).matches(".+, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
    }

    private static String codeOf(String order) {
        return new JsonObject(web.post("/__sandbox/login-code", order).text()).getString("code");
    }

    private static Answer exchange(String appid, String secret, String code) {
        return web.get("/sns/jscode2session?appid=" + appid + "&secret=" + secret + "&js_code=" + code
                + "&grant_type=authorization_code");
    }
}
