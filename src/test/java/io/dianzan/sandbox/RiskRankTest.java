package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.OTHER_PROGRAM;
import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.dianzan.sandbox.world.Subjects;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskRankTest {
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private static JsonObject order(String openid) {
        return new JsonObject()
                .put("appid", PROGRAM.appid())
                .put("openid", openid)
                .put("scene", 1)
                .put("client_ip", "203.0.113.7");
    }

    private Answer ask(JsonObject order) {
        return stage.post("/wxa/getuserriskrank?access_token=" + stage.tokenOf(PROGRAM), order.encode());
    }

    private void user(String name, Object value) {
        stage.control("user", new JsonObject().put("user", "u").put(name, value));
    }

    @Test
    void who_was_there_lately_has_a_rank_and_the_answer_a_misspelt_key() {
        var answer = ask(order(stage.openidOf(PROGRAM, "u"))).json();

        assertThat(answer.fieldNames()).containsExactlyInAnyOrder("errcode", "errmsg", "risk_rank", "unoin_id");
        assertThat(answer.getInteger("errcode")).isZero();
        assertThat(answer.getInteger("risk_rank")).isZero();
    }

    @Test
    void a_rank_is_the_users_or_that_of_the_address_whichever_is_higher() {
        var openid = stage.openidOf(PROGRAM, "u");
        user("rank", 2);
        assertThat(ask(order(openid)).json().getInteger("risk_rank")).isEqualTo(2);

        stage.control("options", new JsonObject().put("addressRanks", new JsonObject().put("203.0.113.", 4)));
        assertThat(ask(order(openid)).json().getInteger("risk_rank")).isEqualTo(4);
        assertThat(ask(order(openid).put("client_ip", "198.51.100.1")).json().getInteger("risk_rank"))
                .isEqualTo(2);
    }

    @Test
    void nothing_is_told_of_who_was_not_there_lately() {
        assertError(ask(order(Subjects.openid(PROGRAM.appid(), "never"))), 61010);
        var openid = stage.openidOf(PROGRAM, "u");
        user("unseen", true);
        assertError(ask(order(openid)), 61010);
        assertThat(ask(order(openid).put("is_test", true)).errcode()).isZero();
        user("unseen", false);

        stage.clock.forward(Duration.ofSeconds(7199));
        assertThat(ask(order(openid)).errcode()).isZero();
        stage.clock.forward(Duration.ofSeconds(1));
        assertError(ask(order(openid)), 61010);
    }

    @Test
    void the_memory_of_visits_can_be_half_an_hour() {
        stage.control("options", new JsonObject().put("visitSeconds", 1800));
        var openid = stage.openidOf(PROGRAM, "u");
        stage.clock.forward(Duration.ofSeconds(1800));

        assertError(ask(order(openid)), 61010);
    }

    @Test
    void a_user_can_be_unknown_to_the_service() {
        var openid = stage.openidOf(PROGRAM, "u");
        user("unsafe", true);

        assertError(ask(order(openid)), 61080);
    }

    @Test
    void an_openid_of_another_app_is_none() {
        assertError(ask(order(stage.openidOf(OTHER_PROGRAM, "u"))), 40003);
        assertError(ask(order("nonsense")), 40003);
        assertError(ask(order("x").put("appid", OTHER_PROGRAM.appid())), 40013);
    }

    @ParameterizedTest
    @ValueSource(strings = {"appid", "openid", "scene", "client_ip"})
    void every_field_is_needed(String field) {
        var order = order(stage.openidOf(PROGRAM, "u"));
        order.remove(field);

        assertError(ask(order), 47001);
    }

    @Test
    void a_scene_is_a_number_from_0_to_2() {
        assertError(ask(order("x").put("scene", 3)), 47001);
        assertError(ask(order("x").put("scene", "1")), 47001);
    }
}
