package io.dianzan.share;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.LogCapture;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestRedis;
import io.dianzan.kit.Web;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that WeChat draws, each asked for once by two processes. */
class MiniProgramCodesIT {
    private static final String DRAW = "/wxa/getwxacodeunlimit";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestRedis REDIS = new TestRedis();
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static Sandbox sandbox;
    private static Web wechat;
    private static int shares;
    private MiniProgramCode here;
    private MiniProgramCode there;

    @BeforeAll
    static void start() {
        sandbox = await(
                Sandbox.start(VERTX, 0, List.of(new SandboxApp(MiniProgramProcess.APPID, "")), Clock.systemUTC()));
        wechat = new Web(VERTX, sandbox.port());
        POSTGRES.execute("INSERT INTO campaign (slug, created_at) VALUES ('one', now());"
                + " INSERT INTO work (campaign, number, title, author, category) VALUES (1, '1', 't', 'a', 'c')");
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        REDIS.close();
    }

    @BeforeEach
    void calm() {
        wechat.post("/__sandbox/reset", "{}");
        REDIS.command("FLUSHALL");
        here = process(false);
        there = process(false);
    }

    private static MiniProgramCode process(boolean released) {
        return MiniProgramProcess.started(VERTX, POSTGRES, REDIS, sandbox.url(), released)
                .codes();
    }

    /** One that nobody has asked for yet. */
    private static Share share() {
        var code = "aaaaaaaa" + (char) ('a' + shares / 8) + (1 + shares++ % 8);
        POSTGRES.execute("INSERT INTO share (code, campaign, work, created_at) VALUES ('" + code + "', 1, 1, now())");
        var id = POSTGRES.number("SELECT id FROM share WHERE code = '" + code + "'");
        return new Share(id, code, 1, 1);
    }

    private static long calls() {
        return wechat.get("/__sandbox/counters").json().getLong(DRAW, 0L);
    }

    private static void fault(String what) {
        wechat.post("/__sandbox/fault", "{\"times\":1000,\"path\":\"" + DRAW + "\"," + what + "}");
    }

    private static long kept(Share share) {
        return POSTGRES.number("SELECT count(*) FROM mini_program_code WHERE share = " + share.id());
    }

    @Test
    void forty_who_want_one_on_two_processes_cost_one_call_and_later_ones_none() {
        var share = share();
        var wanted = new ArrayList<Future<Optional<byte[]>>>();
        for (int i = 0; i < 40; i++) {
            wanted.add((i % 2 == 0 ? here : there).of(share));
        }
        await(Future.all(wanted));

        assertThat(wanted).allSatisfy(one -> assertThat(one.result()).isPresent());
        var image = wanted.get(0).result().orElseThrow();
        assertThat(wanted)
                .allSatisfy(one -> assertThat(one.result().orElseThrow()).isEqualTo(image));
        assertThat((image[0] & 0xFF) + " " + (image[1] & 0xFF)).isIn("255 216", "137 80");
        assertThat(calls()).isEqualTo(1);

        fault("\"errcode\":45009");
        assertThat(await(process(false).of(share)))
                .hasValueSatisfying(later -> assertThat(later).isEqualTo(image));
        assertThat(calls()).isEqualTo(1);
        assertThat(POSTGRES.number("SELECT count(*) FROM errand WHERE name = 'code:" + share.id() + "'"))
                .isZero();
    }

    @Test
    void it_opens_the_page_at_the_share() {
        var share = share();
        await(here.of(share));

        var journal = wechat.get("/__sandbox/journal").text();
        assertThat(journal).contains(DRAW);
        assertThat(kept(share)).isEqualTo(1);
    }

    @Test
    void an_answer_without_a_picture_is_none_and_is_not_asked_for_again_at_once() {
        fault("\"errcode\":45009");
        var share = share();

        assertThat(await(here.of(share))).isEmpty();
        assertThat(await(there.of(share))).isEmpty();
        assertThat(kept(share)).isZero();
        assertThat(calls()).isEqualTo(1);

        wechat.post("/__sandbox/fault", "{\"times\":0,\"path\":\"" + DRAW + "\"}");
        POSTGRES.execute("UPDATE errand SET until = clock_timestamp()");
        assertThat(await(there.of(share))).as("a minute's rest here too").isEmpty();
        assertThat(await(process(false).of(share))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"answer\":\"html\"",
                "\"answer\":\"truncated\",\"errcode\":40169",
                "\"answer\":\"dropped\"",
                "\"status\":500",
                "\"errcode\":40169,\"type\":\"image/jpeg\"",
                "\"errcode\":41030"
            })
    void what_is_no_picture_is_never_kept_as_one_whatever_it_is_called(String fault) {
        fault(fault);
        var share = share();

        try (var log = LogCapture.open()) {
            assertThat(await(here.of(share))).isEmpty();
            // the sandbox logs too, in this process
            assertThat(log.text().lines().filter(line -> !line.startsWith("Router: ")))
                    .noneMatch(line -> line.contains("access_token") || line.contains(share.code()));
        }
        assertThat(kept(share)).isZero();
    }

    @Test
    void outside_production_the_page_need_not_be_released() {
        wechat.post("/__sandbox/options", "{\"pages\":[\"pages/index/index\"]}");

        assertThat(await(here.of(share()))).isPresent();
        assertThat(await(process(true).of(share()))).isEmpty();
    }

    @Test
    void without_a_mini_program_there_is_none() {
        var none = new Entries(VERTX, POSTGRES.pool(VERTX, 1), null).codes();

        assertThat(await(none.of(share()))).isEmpty();
    }
}
