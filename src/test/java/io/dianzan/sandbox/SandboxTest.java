package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How all of it travels, whatever it says. */
class SandboxTest {
    private static final Stage STAGE = new Stage();

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sns/jscode2session | text/plain",
                "/sns/oauth2/access_token | text/plain",
                "/sns/userinfo | text/plain",
                "/cgi-bin/token | application/json; encoding=utf-8",
                "/cgi-bin/ticket/getticket | application/json; encoding=utf-8",
                "/wxa/checksession | application/json; encoding=utf-8",
            })
    void json_is_called_what_it_is_called_in_production(String path, String type) {
        assertThat(STAGE.get(path).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json"})
    void a_body_is_read_as_json_whatever_it_is_called(String type) {
        var body = new JsonObject()
                .put("grant_type", "client_credential")
                .put("appid", PROGRAM.appid())
                .put("secret", PROGRAM.secret());

        assertThat(STAGE.post("/cgi-bin/stable_token", body.encode(), "Content-Type", type)
                        .text())
                .contains("access_token");
    }

    @ParameterizedTest
    @CsvSource({
        "appid=wx1&secret=s1, 47001",
        "'', 44002",
        "'{\"appid\":', 47001",
        "null, 47001",
        "'{\"force_refresh\":\"true\"}', 47001"
    })
    void a_body_that_is_no_json_of_the_right_types_is_refused(String body, int errcode) {
        assertError(STAGE.post("/cgi-bin/stable_token", body), errcode);
    }

    @Test
    void the_wrong_method_has_a_number() {
        assertError(STAGE.get("/cgi-bin/stable_token"), 43002);
        assertError(STAGE.post("/sns/jscode2session", "{}"), 43001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sns/nothing", "/", "/wxa/checksessionkey", "/__sandbox/nothing"})
    void an_unknown_path_is_not_found_and_never_an_errcode_0(String path) {
        var answer = STAGE.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).doesNotContain("errcode");
    }

    @Test
    void an_address_with_a_slash_too_many_is_understood() {
        assertError(STAGE.get("//cgi-bin/token?grant_type=client_credential"), 41002);
    }

    @Test
    void a_body_longer_than_any_order_is_refused() {
        assertThat(STAGE.post("/wxa/getuserriskrank", "x".repeat(20_000)).status())
                .isEqualTo(413);
    }

    @Test
    void nobody_else_reaches_it() {
        assertThat(STAGE.get("/__sandbox/clock").status()).isEqualTo(200);
        // another address of the same machine
        assertThatThrownBy(() -> new Socket("127.0.0.2", STAGE.port()).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void the_secret_of_an_app_is_not_printed() {
        assertThat(PROGRAM.toString()).doesNotContain("s1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://vote.example/back, true",
        "https://vote.example:9443/back, true",
        "http://127.0.0.1:8080/back, true",
        "http://localhost/back, true",
        "http://[::1]:8080/back, true",
        "https://www.vote.example/back, false",
        "https://example/back, false",
        "https://vote.example.evil/back, false",
        "https://vote.example@evil.example/back, false",
        "https://user@vote.example/back, false",
        "ftp://vote.example/back, false",
        "/back, false"
    })
    void browsers_are_sent_back_to_the_registered_domain_or_to_loopback(String address, boolean admitted) {
        assertThat(PAGE.admits(URI.create(address))).isEqualTo(admitted);
    }

    @Test
    void a_domain_with_a_port_is_meant_with_that_port() {
        assertThat(Stage.DESKTOP.admits(URI.create("https://vote.example:8443/")))
                .isTrue();
        assertThat(Stage.DESKTOP.admits(URI.create("https://vote.example/"))).isFalse();
    }
}
