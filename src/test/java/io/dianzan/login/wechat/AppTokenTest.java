package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.LogCapture;
import io.dianzan.kit.TestKeys;
import io.dianzan.login.wechat.AppProcess.Answer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token of a process that is alone: there is no Redis here. */
class AppTokenTest {
    private static final String STABLE = "/cgi-bin/stable_token";
    private static final String TICKET = "/cgi-bin/ticket/getticket";

    private final Vertx vertx = Vertx.vertx();
    private final StubWechat wechat = new StubWechat(vertx);
    private final AppProcess process = new AppProcess(wechat, "redis://127.0.0.1:1", TestKeys.ring("k1"));
    private final AtomicInteger minted = new AtomicInteger();

    @AfterEach
    void stop() {
        process.close();
        await(vertx.close());
    }

    @Test
    void a_hundred_users_cost_one_fetch() {
        mint(7200);
        answersOk();

        assertThat(await(process.calls(100))).extracting(Answer::token).containsOnly("T1");
        assertThat(minted).hasValue(1);
    }

    @Test
    void a_token_without_end_in_sight_is_not_asked_for_again_and_one_at_its_end_is() {
        mint(7200);
        answersOk();
        await(process.call());
        process.clock.forward(Duration.ofSeconds(7200 - 301));
        await(process.calls(10));
        assertThat(minted).hasValue(1);

        process.clock.forward(Duration.ofSeconds(292));

        assertThat(await(process.calls(10))).extracting(Answer::token).containsOnly("T2");
    }

    @Test
    void a_life_of_seconds_does_not_make_every_call_a_fetch() {
        mint(1);
        answersOk();

        for (int i = 0; i < 20; i++) {
            await(process.call());
        }
        assertThat(minted).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40001, 40014, 42001})
    void a_token_that_is_never_taken_costs_two_calls_each_and_one_fetch(int errcode) {
        mint(7200);
        wechat.on(AppProcess.API, "{\"errcode\":" + errcode + "}");

        assertThat(await(process.call()).errcode()).isEqualTo(errcode);
        assertThat(wechat.asked(AppProcess.API)).hasSize(2);
        assertThat(minted).hasValue(2);

        for (int i = 0; i < 20; i++) {
            assertThat(refusalOf().reason()).isEqualTo(Refusal.PROVIDER_DOWN);
        }
        assertThat(wechat.asked(AppProcess.API)).hasSize(22);
        assertThat(minted).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {41001, 40013, 48001, 45009, 40003})
    void no_other_errcode_speaks_of_the_token(int errcode) {
        mint(7200);
        wechat.on(AppProcess.API, "{\"errcode\":" + errcode + "}");

        assertThat(await(process.call()).errcode()).isEqualTo(errcode);
        assertThat(wechat.asked(AppProcess.API)).hasSize(1);
    }

    @Test
    void who_could_not_fetch_rests_a_second_and_all_are_told_at_once() {
        wechat.on(STABLE, "{\"errcode\":40164,\"errmsg\":\"invalid ip 203.0.113.9\"}");
        answersOk();
        try (var log = LogCapture.open()) {
            for (int i = 0; i < 20; i++) {
                assertThat(refusalOf().reason()).isEqualTo(Refusal.PROVIDER_DOWN);
            }
            assertThat(wechat.asked(STABLE)).hasSize(1);
            assertThat(log.text())
                    .containsOnlyOnce("errcode 40164: this server's address is not on the account's list")
                    .doesNotContain("203.0.113.9", "s&cret");
        }

        mint(7200);
        process.clock.forward(Duration.ofSeconds(1));
        assertThat(await(process.call()).token()).isEqualTo("T1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{}",
                "{\"access_token\":\"\",\"expires_in\":7200}",
                "{\"access_token\":\"a b\",\"expires_in\":7200}",
                "{\"access_token\":\"T\",\"expires_in\":0}",
                "{\"access_token\":\"T\",\"expires_in\":-5}",
                "{\"access_token\":\"T\"}",
                "{\"errcode\":45011}",
                "{\"errcode\":40001}"
            })
    void an_answer_without_a_token_is_none(String answer) {
        wechat.on(STABLE, answer);
        answersOk();

        assertThat(refusalOf().reason()).isEqualTo(Refusal.PROVIDER_DOWN);
        assertThat(wechat.asked(AppProcess.API)).isEmpty();
    }

    @Test
    void the_old_token_serves_while_no_new_one_is_to_be_had() {
        mint(7200);
        answersOk();
        await(process.call());
        wechat.on(STABLE, "<html>");
        process.clock.forward(Duration.ofSeconds(7200 - 100));

        for (int i = 0; i < 20; i++) {
            assertThat(await(process.call()).token()).isEqualTo("T1");
        }
        assertThat(wechat.asked(STABLE)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void the_ticket_is_fetched_with_the_token_and_kept() {
        mint(7200);
        wechat.on(
                TICKET,
                asked -> asked.parameters().get("access_token").equals("T1")
                        ? "{\"errcode\":42001}"
                        : "{\"errcode\":0,\"errmsg\":\"ok\",\"ticket\":\"J1\",\"expires_in\":7200}");

        assertThat(await(process.ticket.value())).isEqualTo("J1");
        assertThat(await(process.ticket.value())).isEqualTo("J1");
        assertThat(wechat.asked(TICKET)).hasSize(2);
        assertThat(wechat.asked(TICKET).get(1).parameters()).containsEntry("type", "jsapi");
        assertThat(minted).hasValue(2);
    }

    @Test
    void without_a_ticket_there_is_none() {
        mint(7200);
        wechat.on(TICKET, "{\"errcode\":0,\"errmsg\":\"ok\"}");
        assertThat(((Refused) failureOf(process.ticket.value())).reason()).isEqualTo(Refusal.PROVIDER_DOWN);
    }

    private Refused refusalOf() {
        return (Refused) failureOf(process.call());
    }

    private void mint(int seconds) {
        wechat.on(
                STABLE,
                asked -> "{\"access_token\":\"T" + minted.incrementAndGet() + "\",\"expires_in\":" + seconds + "}");
    }

    private void answersOk() {
        wechat.on(AppProcess.API, asked -> "{\"token\":\"" + asked.parameters().get("access_token") + "\"}");
    }
}
