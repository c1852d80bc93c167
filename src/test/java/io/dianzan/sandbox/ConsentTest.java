package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.DESKTOP;
import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages on which a person lets a site know him. */
class ConsentTest {
    private static final String BACK = "http://127.0.0.1:8080/v1/login/wechat-page/callback";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Stage STAGE = new Stage();

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    @AfterEach
    void usual() {
        STAGE.control("options", new JsonObject());
    }

    private static String page(String scope) {
        return "/connect/oauth2/authorize?appid=wxpage&redirect_uri=" + encoded(BACK) + "&response_type=code&scope="
                + scope + "&state=s7";
    }

    private static String desktop() {
        return "/connect/qrconnect?appid=wxdesk&redirect_uri=" + encoded(BACK)
                + "&response_type=code&scope=snsapi_login&state=s7";
    }

    private static Answer approve(String link, String user) {
        return STAGE.post(link, "user=" + encoded(user) + "&decision=approve", "Content-Type", FORM);
    }

    private static String codeIn(Answer answer) {
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).matches("[^?]+\\?code=[A-Za-z0-9_-]{32}&state=s7");
        return answer.header("location").replaceAll(".*code=([^&]+).*", "$1");
    }

    @Test
    void a_silent_consent_sends_the_browser_on_at_once() {
        var code = codeIn(STAGE.get(page("snsapi_base")));

        assertThat(STAGE.oauth(PAGE, code).json().getString("scope")).isEqualTo("snsapi_base");
    }

    @Test
    void a_question_is_asked_and_the_answer_is_the_named_users() {
        var question = STAGE.get(page("snsapi_userinfo"));
        assertThat(question.status()).isEqualTo(200);
        assertThat(question.type()).isEqualTo("text/html; charset=utf-8");
        assertThat(question.header("cache-control")).isEqualTo("no-store");

        var first = STAGE.oauth(PAGE, codeIn(approve(page("snsapi_userinfo"), "阿一")))
                .json();
        var direct = STAGE.oauth(PAGE, STAGE.codeOf(PAGE, "阿一")).json().getString("openid");
        assertThat(first.getString("openid")).isEqualTo(direct);
    }

    @Test
    void who_once_said_his_name_is_remembered_by_the_browser() {
        var cookie = approve(page("snsapi_userinfo"), "阿 二").header("set-cookie");
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Lax", "Path=/connect");
        var name = cookie.split(";")[0];

        assertThat(STAGE.get(page("snsapi_userinfo"), "Cookie", name).text()).contains("value=\"阿 二\"");
        var silent = STAGE.oauth(PAGE, codeIn(STAGE.get(page("snsapi_base"), "Cookie", name)));
        assertThat(silent.json().getString("openid"))
                .isEqualTo(STAGE.oauth(PAGE, STAGE.codeOf(PAGE, "阿 二")).json().getString("openid"));
    }

    @Test
    void the_page_can_be_read_by_phones_keyboards_and_screen_readers_in_both_languages() {
        var chinese = STAGE.get(page("snsapi_userinfo")).text();
        var english =
                STAGE.get(page("snsapi_userinfo"), "Accept-Language", "en-GB").text();

        assertThat(chinese)
                .contains("<html lang=\"zh\">", "<title>授权登录</title>", "name=\"viewport\"", "color-scheme: light dark")
                .contains("<label for=\"user\">", "id=\"user\"", "wxpage", "127.0.0.1:8080")
                .doesNotContain("<script");
        assertThat(english).contains("<html lang=\"en\">", "Approve", "Refuse");
    }

    @Test
    void what_comes_from_the_link_or_the_browser_is_text_and_no_markup() {
        var evil = "\"><b>x";

        assertThat(STAGE.get(page("snsapi_userinfo"), "Cookie", "sandbox_user=" + encoded(evil))
                        .text())
                .doesNotContain("<b>")
                .contains("&lt;b&gt;");
        assertThat(approve(page("snsapi_userinfo"), "x".repeat(65)).text()).contains("64 characters");
    }

    @Test
    void who_refuses_stays_where_he_is_or_goes_back_with_the_state_alone() {
        var refusal = STAGE.post(page("snsapi_userinfo"), "user=x&decision=refuse", "Content-Type", FORM);
        assertThat(refusal.status()).isEqualTo(200);
        assertThat(refusal.header("location")).isNull();

        STAGE.control("options", new JsonObject().put("refusalReturns", true));
        assertThat(STAGE.post(desktop(), "decision=refuse", "Content-Type", FORM)
                        .header("location"))
                .isEqualTo(BACK + "?state=s7");
    }

    @Test
    void a_desktop_asks_always_and_its_code_lives_ten_minutes() {
        assertThat(STAGE.get(desktop()).text()).contains("<form method=\"post\">");
        var early = codeIn(approve(desktop(), "desk"));
        var late = codeIn(approve(desktop(), "desk"));

        STAGE.clock.forward(Duration.ofSeconds(599));
        assertThat(STAGE.oauth(DESKTOP, early).json().getString("scope")).isEqualTo("snsapi_login");
        STAGE.clock.forward(Duration.ofSeconds(1));
        Stage.assertError(STAGE.oauth(DESKTOP, late), 40029);
    }

    @Test
    void a_query_of_the_redirect_uri_is_kept() {
        var link = page("snsapi_base").replace(encoded(BACK), encoded(BACK + "?to=/c/demo"));

        assertThat(STAGE.get(link).header("location"))
                .startsWith(BACK + "?to=/c/demo&code=")
                .endsWith("&state=s7");
    }

    @Test
    void what_kits_add_behind_the_state_is_accepted() {
        codeIn(STAGE.get(page("snsapi_base") + "&connect_redirect=1&forcePopup=true"));
    }

    @Test
    void a_browser_can_be_sent_back_twice_with_one_code() {
        STAGE.control("options", new JsonObject().put("doubleCallback", true));
        var twice = STAGE.get(page("snsapi_base"));

        assertThat(twice.text().split("code=[A-Za-z0-9_-]{32}")).hasSize(4);
        assertThat(twice.text()).contains("<iframe hidden", "http-equiv=\"refresh\"");
    }

    @ParameterizedTest
    @CsvSource({
        "wxpage, wx9, 10012",
        "wxpage, '', 10012",
        "wxpage, wxdesk, 10016",
        "snsapi_base, '', 10010",
        "snsapi_base, snsapi_login, 10005",
        "state=s7, state=, 10013",
        "state=s7, state=s-7, 10013",
        "&state=s7, '', 10013",
        "redirect_uri=, redirect_uri=https%3A%2F%2Fevil.example%2F&x=, 10003",
        "redirect_uri=, redirect_uri=%20&x=, 10003",
        "redirect_uri=, redirect_uri=&x=, 10011",
    })
    void a_wrong_link_is_a_page_with_a_number(String part, String instead, int number) {
        var page = STAGE.get(page("snsapi_base").replace(part, instead));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.type()).startsWith("text/html");
        assertThat(page.text()).contains("errcode " + number);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type=code, response_type=token",
        "state=s7, state=s7&state=s8",
        "response_type=code&scope=snsapi_base, scope=snsapi_base&response_type=code"
    })
    void a_link_that_does_not_match_the_pattern_cannot_be_opened(String part, String instead) {
        var page = STAGE.get(page("snsapi_base").replace(part, instead));

        assertThat(page.text()).contains("cannot be opened").doesNotContain("errcode");
        assertThat(page.header("location")).isNull();
    }

    @Test
    void a_state_of_more_than_128_letters_is_refused() {
        assertThat(STAGE.get(page("snsapi_base").replace("s7", "s".repeat(128))).status())
                .isEqualTo(303);
        assertThat(STAGE.get(page("snsapi_base").replace("s7", "s".repeat(129))).text())
                .contains("10013");
    }
}
