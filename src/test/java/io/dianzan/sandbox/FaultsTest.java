package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Wire;
import io.dianzan.sandbox.Stage.Answer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final String TOKEN = "/cgi-bin/stable_token";
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private void order(JsonObject fault) {
        stage.control("fault", fault);
    }

    private static JsonObject once() {
        return new JsonObject().put("times", 1);
    }

    private Answer login(String code) {
        return stage.login(PROGRAM, code);
    }

    /** Without a kit's habit of asking again where a connection ends. */
    private String bareLogin(String code) {
        return new Wire("127.0.0.1", stage.port())
                .send("GET /sns/jscode2session?appid=wx1&secret=s1&grant_type=authorization_code&js_code=" + code
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    @Test
    void an_ordered_fault_meets_as_many_calls_as_ordered_whichever_they_are() {
        order(new JsonObject().put("times", 2).put("errcode", -1));
        var code = stage.codeOf("fault");

        assertError(login(code), -1);
        assertError(stage.stable(PROGRAM, false), -1);
        assertThat(login(code).text()).contains("openid");
    }

    @Test
    void an_order_of_no_times_ends_it() {
        order(new JsonObject().put("times", 1000).put("errcode", -1));
        order(new JsonObject().put("times", 0));

        assertThat(login(stage.codeOf("ended")).text()).contains("openid");
    }

    @Test
    void a_fault_meets_the_path_and_the_app_that_it_names() {
        order(once().put("path", TOKEN).put("errcode", 45009));
        order(once().put("appid", PAGE.appid()).put("errcode", 45011));
        order(once().put("path", TOKEN).put("appid", PAGE.appid()).put("errcode", 40164));

        assertThat(login(stage.codeOf("spared")).text()).contains("openid");
        // the most exact one first
        assertError(stage.stable(PAGE, false), 40164);
        assertError(stage.stable(PAGE, false), 45009);
        assertError(stage.stable(PAGE, false), 45011);
        assertThat(stage.stable(PAGE, false).text()).contains("access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cgi-bin/ticket/getticket", "/sns/auth"})
    void the_app_is_known_by_its_token_too(String path) {
        var grant = stage.oauth(PAGE, stage.codeOf(PAGE, "u")).json();
        var token = path.startsWith("/sns") ? grant.getString("access_token") : stage.tokenOf(PAGE);
        order(once().put("appid", PAGE.appid()).put("errcode", 50002));

        assertError(stage.get(path + "?access_token=" + token), 50002);
    }

    @Test
    void a_fault_can_be_http_or_html() {
        var code = stage.codeOf("html");
        order(once().put("status", 502));
        assertThat(login(code).status()).isEqualTo(502);
        order(once().put("answer", "html"));
        var page = login(code);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.type()).isEqualTo("text/html");
        assertThat(page.text()).startsWith("<html>");

        assertThat(login(code).text()).contains("openid");
    }

    @Test
    void an_answer_can_end_in_its_middle_or_be_called_something_else() {
        order(once().put("answer", "truncated"));
        assertThat(login(stage.codeOf("cut")).text()).startsWith("{").doesNotEndWith("}");

        order(once().put("errcode", 40001).put("type", "image/jpeg"));
        var error = stage.post("/wxa/getwxacodeunlimit", "{}");
        assertError(error, 40001);
        assertThat(error.type()).isEqualTo("image/jpeg");
    }

    @Test
    void a_connection_can_be_dropped_before_or_after_the_code_is_used() {
        var code = stage.codeOf("dropped");
        order(once().put("answer", "dropped"));
        assertThat(bareLogin(code)).isEmpty();
        assertThat(stage.get("/__sandbox/journal")
                        .json()
                        .getJsonArray("calls")
                        .getJsonObject(0)
                        .getInteger("status"))
                .isZero();
        order(once().put("answer", "lost"));
        assertThat(bareLogin(code)).isEmpty();

        assertError(login(code), 40163);
    }

    @Test
    void an_answer_can_be_late() {
        order(once().put("delay", 300));
        var before = System.nanoTime();

        assertThat(login(stage.codeOf("late")).text()).contains("openid");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
    }

    @Test
    void a_consent_page_meets_only_what_names_it() {
        var path = "/connect/qrconnect";
        order(once().put("errcode", -1));
        assertThat(stage.get(path).text()).contains("errcode 10012");

        order(once().put("path", path).put("errcode", 10009));
        assertThat(stage.get(path).text()).contains("errcode 10009");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"times\":-1} | times",
                "{\"times\":1000001} | times",
                "{\"times\":1,\"delay\":60001} | delay",
                "{\"times\":1,\"status\":200} | status",
                "{\"times\":1,\"path\":\"/cgi-bin/tokens\"} | path",
                "{\"times\":1,\"appid\":\"wx9\"} | appid",
                "{\"times\":1,\"type\":\"a\\r\\nb: c\"} | type",
                "{\"times\":1,\"answer\":\"odd\"} | body",
                "times=1 | body"
            })
    void an_order_that_makes_no_sense_is_refused(String order, String field) {
        var answer = stage.post("/__sandbox/fault", order);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
    }
}
