package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MiniProgramCodesTest {
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Answer ask(String body) {
        return stage.post("/wxa/getwxacodeunlimit?access_token=" + stage.tokenOf(PROGRAM), body);
    }

    @ParameterizedTest
    @CsvSource({"false, image/jpeg, 430", "true, image/png, 280"})
    void the_picture_is_a_qr_code_whose_address_tells_what_a_phone_opens(boolean clear, String type, int width)
            throws IOException {
        var answer = ask(new JsonObject()
                .put("scene", "w=0017&s=aB3")
                .put("page", "pages/work/work")
                .put("width", width)
                .put("is_hyaline", clear)
                .encode());
        assertThat(answer.type()).isEqualTo(type);
        var picture = Picture.of(answer.bytes());
        assertThat(picture.width()).isEqualTo(width);

        assertThat(picture.qrText()).startsWith(stage.url());
        var opened = stage.get(picture.qrText().substring(stage.url().length())).json();
        assertThat(opened)
                .isEqualTo(new JsonObject()
                        .put("appid", "wx1")
                        .put("path", "pages/work/work")
                        .put("query", "scene=w%3D0017%26s%3DaB3")
                        .put("scene", 1047));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 40169",
                "{\"scene\":\"\"} | 40169",
                "{\"scene\":\"123456789012345678901234567890123\"} | 40169",
                "{\"scene\":\"a%20b\"} | 40169",
                "{\"scene\":\"投票\"} | 40169",
                "{\"scene\":\"a\",\"page\":\"/pages/a\"} | 41030",
                "{\"scene\":\"a\",\"page\":\"pages/a?b=c\"} | 41030",
                "{\"scene\":\"a\",\"width\":279} | 40097",
                "{\"scene\":\"a\",\"width\":1281} | 40097",
                "{\"scene\":\"a\",\"env_version\":\"beta\"} | 40097",
                "{\"scene\":\"a\",\"width\":\"300\"} | 47001",
                "scene=a | 47001",
            })
    void each_mistake_has_its_errcode_in_json(String body, int errcode) {
        var answer = ask(body);

        assertError(answer, errcode);
        assertThat(answer.type()).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!#$&'()*+,/:;=?@-._~", "a", "12345678901234567890123456789012"})
    void every_letter_that_is_allowed_in_a_scene_comes_back_from_it(String scene) throws IOException {
        var picture =
                Picture.of(ask(new JsonObject().put("scene", scene).encode()).bytes());

        assertThat(stage.get(picture.qrText().substring(stage.url().length()))
                        .json()
                        .getString("query"))
                .isEqualTo("scene=" + Stage.encoded(scene));
    }

    @Test
    void a_page_that_is_not_released_is_refused_unless_nobody_looks() {
        stage.control("options", new JsonObject().put("pages", JsonArray.of("pages/index/index")));
        var order = new JsonObject().put("scene", "a").put("page", "pages/new/new");

        assertError(ask(order.encode()), 41030);
        assertThat(ask(order.copy().put("check_path", false).encode()).type()).isEqualTo("image/jpeg");
        assertThat(ask(order.copy().put("page", "pages/index/index").encode()).type())
                .isEqualTo("image/jpeg");
    }
}
