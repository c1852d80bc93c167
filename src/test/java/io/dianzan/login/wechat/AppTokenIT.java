package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.LogCapture;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.TestRedis;
import io.dianzan.login.wechat.AppProcess.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One token for all processes, whatever becomes of Redis, of its holder, and of the token. */
class AppTokenIT {
    private static final String STABLE = "/cgi-bin/stable_token";
    private static final String KEY = "dz:secret:{token:wx1}";
    private static final String LOCK = KEY + ":lock";

    private final Vertx vertx = Vertx.vertx();
    private final TestRedis redis = new TestRedis();
    private final StubWechat wechat = new StubWechat(vertx);
    private final AtomicInteger minted = new AtomicInteger();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();
    private final AppProcess first = process("k1");
    private final AppProcess second = process("k1");

    @BeforeEach
    void start() {
        wechat.onLater(STABLE, asked -> wechat.late(200, grant("T" + minted.incrementAndGet())));
        wechat.on(AppProcess.API, asked -> {
            var token = asked.parameters().get("access_token");
            return "{\"errcode\":" + (dead.contains(token) ? 40001 : 0) + ",\"token\":\"" + token + "\"}";
        });
        first.connected();
        second.connected();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        redis.close();
        await(vertx.close());
    }

    @Test
    void fifty_users_on_two_processes_cost_one_fetch() {
        assertThat(tokensOfFifty()).containsOnly("T1");
        assertThat(minted).hasValue(1);
        assertThat(wechat.asked(STABLE).get(0).type()).isEqualTo("application/json");
        assertThat(wechat.asked(STABLE).get(0).body())
                .isEqualTo("{\"grant_type\":\"client_credential\",\"appid\":\"wx1\",\"secret\":\"s&cret=%\","
                        + "\"force_refresh\":false}");
    }

    @Test
    void who_comes_later_takes_over_what_is_there() {
        await(first.call());
        try (var third = process("k1").connected()) {
            assertThat(await(third.call()).token()).isEqualTo("T1");
        }
        assertThat(minted).hasValue(1);
    }

    @Test
    void redis_and_the_log_tell_nothing_and_keep_nothing_for_ever() {
        try (var log = LogCapture.open()) {
            tokensOfFifty();
            dead.add("T1");
            tokensOfFifty();
            Eventually.holds("it lies there", () -> redis.command("GET", KEY).contains("k1:"));

            assertThat(redis.command("GET", KEY)).doesNotContain("T1", "T2");
            assertThat(redis.everyKeyExpires()).isTrue();
            assertThat(redis.command("EXISTS", LOCK)).startsWith(":0");
            assertThat(log.text())
                    .contains("token:wx1 was fetched", "token:wx1 is refused before its time")
                    .doesNotContain("T1", "T2", "s&cret", "access_token=");
        }
    }

    @Test
    void what_another_key_closed_is_fetched_anew() {
        await(first.call());
        Eventually.holds("it lies there", () -> redis.command("EXISTS", KEY).startsWith(":1"));
        try (var stranger = process("k9").connected()) {
            assertThat(await(stranger.call()).token()).isEqualTo("T2");
        }
    }

    @Test
    void redis_may_die_in_between_and_each_process_goes_on_alone() {
        tokensOfFifty();
        redis.kill();
        Eventually.holds("it is noticed", () -> first.shelf.isAway() && second.shelf.isAway());

        assertThat(tokensOfFifty()).containsOnly("T1");
        forward(Duration.ofSeconds(7200), "1");
        assertThat(tokensOfFifty()).containsOnly("T2", "T3");
        assertThat(minted).hasValue(3);

        redis.start();
        first.connected();
        second.connected();
        forward(Duration.ofSeconds(7200), "1");
        assertThat(tokensOfFifty()).containsOnly("T4");
    }

    @Test
    void a_frozen_redis_holds_nobody_up() {
        redis.freeze();

        assertThat(tokensOfFifty()).containsOnly("T1", "T2");
        redis.thaw();
    }

    @Test
    void the_lock_of_one_who_died_runs_out() {
        redis.command("SET", LOCK, "dead", "PX", "1500");

        assertThat(tokensOfFifty()).containsOnly("T1");
        assertThat(minted).hasValue(1);
    }

    @Test
    void who_has_lost_the_lock_touches_neither_the_lock_nor_what_is_there() {
        wechat.onLater(STABLE, asked -> {
            redis.command("SET", LOCK, "another", "PX", "60000");
            return wechat.late(1, grant("T" + minted.incrementAndGet()));
        });

        assertThat(await(first.call()).token()).isEqualTo("T1");
        Eventually.holds("it has tried", () -> redis.calls("eval") == 1);
        assertThat(redis.command("GET", LOCK)).contains("another");
        assertThat(redis.command("EXISTS", KEY)).startsWith(":0");
    }

    @Test
    void a_token_that_is_nearly_over_is_fetched_anew_while_people_go_on_with_it() {
        tokensOfFifty();
        forward(Duration.ofSeconds(7200 - 140), "140000");

        assertThat(await(first.call()).token()).isEqualTo("T1");
        Eventually.holds(
                "both have the new one",
                () -> await(first.call()).token().equals("T2")
                        && await(second.call()).token().equals("T2"));
        assertThat(minted).hasValue(2);
    }

    @Test
    void a_token_that_was_kicked_out_is_replaced_once_and_each_call_replayed_once() {
        tokensOfFifty();
        var before = wechat.asked(AppProcess.API).size();
        refuseTogether(30, "T1");

        var answers = await(Future.all(first.calls(15), second.calls(15))
                .map(both -> List.of(both.<List<Answer>>resultAt(0), both.<List<Answer>>resultAt(1))));

        assertThat(answers.stream().flatMap(List::stream)).hasSize(30).allMatch(answer -> answer.errcode() == 0);
        assertThat(answers.stream().flatMap(List::stream).map(Answer::token)).containsOnly("T2");
        assertThat(minted).hasValue(2);
        assertThat(wechat.asked(AppProcess.API)).hasSize(before + 60);
    }

    @Test
    void a_token_that_is_kicked_out_while_another_is_fetched_in_vain_is_not_gone_back_to() {
        tokensOfFifty();
        forward(Duration.ofSeconds(7200 - 140), "140000");
        var fetches = new AtomicInteger();
        wechat.onLater(STABLE, asked -> wechat.late(200, fetches.incrementAndGet() == 1 ? "<html>" : grant("T9")));
        dead.add("T1");

        // due, so that a fetch is under way already when the token is refused
        assertThat(await(first.call()).token()).isEqualTo("T9");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void fifty_pages_on_two_processes_cost_one_ticket_and_one_token() {
        var tickets = new AtomicInteger();
        wechat.onLater(
                "/cgi-bin/ticket/getticket",
                asked -> wechat.late(
                        100, "{\"errcode\":0,\"ticket\":\"J" + tickets.incrementAndGet() + "\",\"expires_in\":7200}"));

        var all = IntStream.range(0, 50)
                .mapToObj(each -> (each % 2 == 0 ? first : second).ticket.value())
                .toList();

        assertThat(await(Future.all(all)).<String>list()).containsOnly("J1");
        assertThat(tickets).hasValue(1);
        assertThat(minted).hasValue(1);
        Eventually.holds(
                "both lie there", () -> redis.command("KEYS", "dz:secret:*").startsWith("*2"));
        assertThat(redis.everyKeyExpires()).isTrue();
    }

    @Test
    void a_lock_that_another_took_meanwhile_is_not_given_back_by_one_who_failed() {
        wechat.on(STABLE, asked -> {
            redis.command("SET", LOCK, "another", "PX", "60000");
            return "<html>";
        });

        failureOf(first.call());
        Eventually.holds("it has tried", () -> redis.calls("eval") == 1);
        assertThat(redis.command("GET", LOCK)).contains("another");
    }

    @Test
    void one_who_failed_gives_the_lock_back() {
        wechat.on(STABLE, "<html>");
        failureOf(first.call());
        Eventually.holds("it is free", () -> redis.command("EXISTS", LOCK).startsWith(":0"));
    }

    /** Nobody is told that the token is dead before so many have asked with it. */
    private void refuseTogether(int number, String token) {
        var asking = new AtomicInteger();
        Promise<String> all = Promise.promise();
        wechat.onLater(AppProcess.API, asked -> {
            var given = asked.parameters().get("access_token");
            if (!given.equals(token)) {
                return Future.succeededFuture("{\"token\":\"" + given + "\"}");
            }
            if (asking.incrementAndGet() == number) {
                all.complete("{\"errcode\":40001}");
            }
            return all.future();
        });
    }

    private List<String> tokensOfFifty() {
        var all = await(Future.all(first.calls(25), second.calls(25)));
        return all.<List<Answer>>list().stream()
                .flatMap(List::stream)
                .map(Answer::token)
                .toList();
    }

    /** Redis has a clock that nobody moves; so much is left there. */
    private void forward(Duration time, String millisLeft) {
        first.clock.forward(time);
        second.clock.forward(time);
        redis.command("PEXPIRE", KEY, millisLeft);
    }

    private AppProcess process(String key) {
        return new AppProcess(wechat, redis.url(), TestKeys.ring(key));
    }

    private static String grant(String token) {
        return "{\"access_token\":\"" + token + "\",\"expires_in\":7200}";
    }
}
