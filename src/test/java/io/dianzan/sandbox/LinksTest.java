package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URL links and schemes: both lead into the mini-program, and expire. */
class LinksTest {
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Answer link(String body) {
        return stage.post("/wxa/generate_urllink?access_token=" + stage.tokenOf(PROGRAM), body);
    }

    private Answer scheme(String body) {
        return stage.post("/wxa/generatescheme?access_token=" + stage.tokenOf(PROGRAM), body);
    }

    @Test
    void a_link_opens_its_page_until_it_ends() {
        var answer = link("{\"path\":\"/pages/work/work\",\"query\":\"n=0017&s=%E7%A5%A8\",\"expire_type\":1,"
                        + "\"expire_interval\":7}")
                .json();
        assertThat(answer.getInteger("errcode")).isZero();
        var path = answer.getString("url_link").substring(stage.url().length());

        assertThat(stage.get(path).json())
                .isEqualTo(new JsonObject()
                        .put("appid", "wx1")
                        .put("path", "pages/work/work")
                        .put("query", "n=0017&s=%E7%A5%A8")
                        .put("scene", 1194));
        stage.clock.forward(Duration.ofDays(7));
        assertThat(stage.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_scheme_has_a_ticket_of_its_own() {
        var first = scheme("{\"jump_wxa\":{\"path\":\"pages/a\",\"query\":\"b=c\"}}")
                .json();
        var ticket = first.getString("openlink").replace("weixin://dl/business/?t=", "");

        assertThat(stage.get("/__sandbox/link/" + ticket).json())
                .isEqualTo(new JsonObject()
                        .put("appid", "wx1")
                        .put("path", "pages/a")
                        .put("query", "b=c")
                        .put("scene", 1065));
        assertThat(scheme("{\"jump_wxa\":{\"path\":\"pages/a\",\"query\":\"b=c\"}}")
                        .json()
                        .getString("openlink"))
                .isNotEqualTo(first.getString("openlink"));
        assertThat(scheme("{}").errcode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"path\":\"pages/a?b=c\"} | 40165",
                "{\"path\":\"页\"} | 40165",
                "{\"query\":\"a=票\"} | 40212",
                "{\"query\":\"a=b\\u0026c=d\"} | 40212",
                "{\"expire_type\":1,\"expire_interval\":31} | 85401",
                "{\"expire_type\":1,\"expire_interval\":0} | 85401",
                "{\"expire_type\":1,\"expire_time\":1709000000} | 47001",
                "{\"expire_type\":0,\"expire_interval\":7} | 47001",
                // now, in seconds; an hour later in milliseconds
                "{\"expire_type\":0,\"expire_time\":1708992000} | 85401",
                "{\"expire_type\":0,\"expire_time\":1708995600000} | 85401",
                "{\"expire_type\":0,\"expire_time\":\"1708995600\"} | 47001",
                "{\"expire_type\":0,\"expire_time\":9223372036854775807} | 85401",
                "{\"expire_type\":1,\"expire_interval\":2147483647} | 85401",
                "path=a | 47001",
            })
    void each_mistake_has_its_errcode(String body, int errcode) {
        assertError(link(body), errcode);
    }

    @Test
    void a_time_of_end_is_in_seconds_and_at_most_thirty_days_ahead() {
        assertThat(link("{\"expire_type\":0,\"expire_time\":1711584000}").errcode())
                .isZero();
        assertError(link("{\"expire_type\":0,\"expire_time\":1711584001}"), 85401);
    }

    @Test
    void a_query_has_at_most_1024_letters() {
        assertThat(link("{\"query\":\"" + "q".repeat(1024) + "\"}").errcode()).isZero();
        assertError(link("{\"query\":\"" + "q".repeat(1025) + "\"}"), 40212);
    }

    @Test
    void only_released_pages_are_linked() {
        stage.control("options", new JsonObject().put("pages", JsonArray.of("pages/index/index")));

        assertError(link("{\"path\":\"pages/new/new\"}"), 40165);
        assertThat(link("{\"path\":\"pages/index/index\"}").errcode()).isZero();
        assertThat(link("{}").errcode()).isZero();
    }
}
