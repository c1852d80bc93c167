package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.dianzan.sandbox.token.JsSignature;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketsTest {
    /** The worked example of WeChat's document. */
    private static final String EXAMPLE =
            "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";

    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Answer ask() {
        return stage.get("/cgi-bin/ticket/getticket?type=jsapi&access_token=" + stage.tokenOf(PAGE));
    }

    private JsonObject verdict(String url, String signature) {
        return stage.control(
                "js-signature",
                new JsonObject()
                        .put("appid", PAGE.appid())
                        .put("noncestr", "n")
                        .put("timestamp", "1")
                        .put("url", url)
                        .put("signature", signature));
    }

    @Test
    void a_ticket_stays_the_same_while_it_is_valid() {
        var first = ask();
        assertThat(first.json().fieldNames()).containsExactlyInAnyOrder("errcode", "errmsg", "ticket", "expires_in");
        assertThat(first.errcode()).isZero();
        assertThat(first.json().getInteger("expires_in")).isEqualTo(7200);

        stage.clock.forward(Duration.ofSeconds(6899));
        assertThat(ask().json().getString("ticket")).isEqualTo(first.json().getString("ticket"));
        stage.clock.forward(Duration.ofSeconds(1));
        assertThat(ask().json().getString("ticket")).isNotEqualTo(first.json().getString("ticket"));
    }

    @Test
    void another_type_of_ticket_is_not_given() {
        assertError(stage.get("/cgi-bin/ticket/getticket?type=wx_card&access_token=" + stage.tokenOf(PAGE)), 40097);
    }

    @ParameterizedTest
    @CsvSource({
        "http://mp.weixin.qq.com, f4d90daf4b3bca3078ab155816175ba34c443a7b",
        "http://mp.weixin.qq.com?params=value, 0f9de62fce790f9a083d5c99e95740ceb90c27ed"
    })
    void signatures_are_those_of_wechats_document(String url, String signature) {
        assertThat(new JsSignature("Wm3WZYTPz0wzccnW", "1414587457", url).with(EXAMPLE))
                .isEqualTo(signature);
    }

    @Test
    void a_signature_is_accepted_with_a_valid_ticket_for_a_page_of_ours_without_its_fragment() {
        var url = "https://vote.example/c/demo?share=x";
        var good = new JsSignature("n", "1", url).with(ask().json().getString("ticket"));

        assertThat(verdict(url, good).getBoolean("valid")).isTrue();
        assertThat(verdict(url + "y", good).getBoolean("valid")).isFalse();
        assertThat(verdict(url + "#top", good).getString("wrong")).contains("fragment");
        assertThat(verdict("https://evil.example/", good).getString("wrong")).contains("domain");
        assertThat(verdict("no url", good).getBoolean("valid")).isFalse();

        stage.clock.forward(Duration.ofSeconds(7200));
        assertThat(verdict(url, good).getString("wrong")).contains("ticket");
    }
}
