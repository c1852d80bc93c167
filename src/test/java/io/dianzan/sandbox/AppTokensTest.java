package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.DESKTOP;
import static io.dianzan.sandbox.Stage.PAGE;
import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppTokensTest {
    private final Stage stage = new Stage();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Answer classic() {
        return stage.get("/cgi-bin/token?grant_type=client_credential&appid=wxpage&secret=sp");
    }

    private static String tokenOf(Answer answer) {
        return answer.json().getString("access_token");
    }

    /** A call that needs a token of the official account. */
    private Answer use(String token) {
        return stage.get("/cgi-bin/ticket/getticket?type=jsapi&access_token=" + token);
    }

    @Test
    void each_classic_call_makes_a_new_token_and_the_old_one_lives_five_minutes_more() {
        var old = tokenOf(classic());
        var latest = classic();
        assertThat(latest.json().getInteger("expires_in")).isEqualTo(7200);
        assertThat(tokenOf(latest)).isNotEqualTo(old).hasSizeGreaterThan(100);

        stage.clock.forward(Duration.ofSeconds(299));
        assertThat(use(old).errcode()).isZero();
        stage.clock.forward(Duration.ofSeconds(1));
        assertError(use(old), 40001);
        assertThat(use(tokenOf(latest)).errcode()).isZero();
    }

    @Test
    void a_token_expires_after_two_hours_and_a_forged_or_absent_one_is_told_apart() {
        var token = tokenOf(classic());
        stage.clock.forward(Duration.ofSeconds(7199));
        assertThat(use(token).errcode()).isZero();
        stage.clock.forward(Duration.ofSeconds(1));

        assertError(use(token), 42001);
        assertError(use("forged"), 40014);
        assertError(use(""), 41001);
    }

    @ParameterizedTest
    @CsvSource({
        "appid=wxpage&secret=sp, 40002",
        "grant_type=client_credential&secret=sp, 41002",
        "grant_type=client_credential&appid=wxpage, 41004",
        "grant_type=client_credential&appid=wx9&secret=sp, 40013",
        "grant_type=client_credential&appid=wxpage&secret=s1, 40125",
        "grant_type=client_credential&appid=wxdesk&secret=sd, 48001",
        "grant_type=client_credential&appid=wxpage&appid=wx1&secret=sp, 40097",
    })
    void each_mistake_has_its_errcode(String query, int errcode) {
        assertError(stage.get("/cgi-bin/token?" + query), errcode);
    }

    @Test
    void the_stable_token_is_the_same_for_all_until_five_minutes_before_its_end() {
        var tokens = IntStream.range(0, 20)
                .parallel()
                .mapToObj(any -> tokenOf(stage.stable(PAGE, false)))
                .distinct()
                .toList();
        assertThat(tokens).hasSize(1);

        stage.clock.forward(Duration.ofSeconds(7200 - 301));
        assertThat(tokenOf(stage.stable(PAGE, false))).isEqualTo(tokens.get(0));
        assertThat(stage.stable(PAGE, false).json().getInteger("expires_in")).isEqualTo(301);

        stage.clock.forward(Duration.ofSeconds(1));
        var next = stage.stable(PAGE, false);
        assertThat(tokenOf(next)).isNotEqualTo(tokens.get(0));
        assertThat(next.json().getInteger("expires_in")).isEqualTo(7200);

        stage.clock.forward(Duration.ofSeconds(299));
        assertThat(use(tokens.get(0)).errcode()).isZero();
        stage.clock.forward(Duration.ofSeconds(1));
        assertError(use(tokens.get(0)), 42001);
    }

    @Test
    void the_two_pools_leave_each_other_alone() {
        var stable = tokenOf(stage.stable(PAGE, false));
        var classic = tokenOf(classic());
        classic();
        stage.stable(PAGE, true);

        assertError(use(stable), 40001);
        assertThat(use(classic).errcode()).isZero();
    }

    @Test
    void force_ends_the_stable_token_at_once_but_not_twice_within_30_seconds() {
        var first = tokenOf(stage.stable(PAGE, false));
        var second = tokenOf(stage.stable(PAGE, true));
        assertThat(second).isNotEqualTo(first);
        assertError(use(first), 40001);

        stage.clock.forward(Duration.ofSeconds(29));
        assertThat(tokenOf(stage.stable(PAGE, true))).isEqualTo(second);
        stage.clock.forward(Duration.ofSeconds(1));
        assertThat(tokenOf(stage.stable(PAGE, true))).isNotEqualTo(second);
    }

    @Test
    void force_works_20_times_a_day_of_beijing() {
        for (int i = 0; i < 20; i++) {
            assertThat(stage.stable(PAGE, true).errcode()).isZero();
            stage.clock.forward(Duration.ofSeconds(30));
        }
        assertError(stage.stable(PAGE, true), 45009);

        // 00:10 in London, 08:10 in Beijing: the next day there is sixteen hours away
        stage.clock.forward(Duration.ofHours(15));
        assertError(stage.stable(PAGE, true), 45009);
        stage.clock.forward(Duration.ofHours(1));
        assertThat(stage.stable(PAGE, true).errcode()).isZero();
    }

    @Test
    void a_token_is_good_for_the_interfaces_of_its_own_kind_of_app() {
        assertError(use(stage.tokenOf(PROGRAM)), 48001);
        assertError(stage.post("/wxa/getuserriskrank?access_token=" + stage.tokenOf(PAGE), "{}"), 48001);
        assertError(stage.stable(DESKTOP, false), 48001);
    }
}
