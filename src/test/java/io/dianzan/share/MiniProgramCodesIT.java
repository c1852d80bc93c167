package io.dianzan.share;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.kit.LogCapture;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestRedis;
import io.dianzan.kit.Web;
import io.dianzan.login.Breaker;
import io.dianzan.login.SteadyClock;
import io.dianzan.login.wechat.AppToken;
import io.dianzan.login.wechat.MiniProgram;
import io.dianzan.login.wechat.SecretShelf;
import io.dianzan.login.wechat.WechatApi;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.dianzan.store.RedisAddress;
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
    private static final String APPID = "wxsandbox000000001";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestRedis REDIS = new TestRedis();
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static Sandbox sandbox;
    private static Web wechat;
    private static int shares;
    private Process here;
    private Process there;

    /** What one process has of its own. */
    private record Process(WechatApi api, SecretShelf shelf, MiniProgramCode codes) {
        static Process started(boolean released) {
            var settings = new Wechat(
                    "wechat",
                    WechatChannel.MINI_PROGRAM,
                    APPID,
                    new Secret("s"),
                    sandbox.url(),
                    null,
                    false,
                    "pages/work/work");
            var clock = new SteadyClock();
            var api = new WechatApi(VERTX, sandbox.url(), new Breaker("wechat", clock));
            var shelf = new SecretShelf(VERTX, new RedisAddress(REDIS.url(), new Secret("")), TestKeys.ring("k1"));
            shelf.open();
            var program = new MiniProgram(api, new AppToken(api, settings, shelf, clock), settings, released);
            return new Process(api, shelf, new Entries(VERTX, POSTGRES.pool(VERTX, 4), program).codes());
        }

        Optional<byte[]> code(Share share) {
            return await(codes.of(share));
        }
    }

    @BeforeAll
    static void start() {
        sandbox = await(Sandbox.start(VERTX, 0, List.of(new SandboxApp(APPID, "")), Clock.systemUTC()));
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
        here = Process.started(false);
        there = Process.started(false);
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
            wanted.add((i % 2 == 0 ? here : there).codes().of(share));
        }
        await(Future.all(wanted));

        assertThat(wanted).allSatisfy(one -> assertThat(one.result()).isPresent());
        var image = wanted.get(0).result().orElseThrow();
        assertThat(wanted)
                .allSatisfy(one -> assertThat(one.result().orElseThrow()).isEqualTo(image));
        assertThat((image[0] & 0xFF) + " " + (image[1] & 0xFF)).isIn("255 216", "137 80");
        assertThat(calls()).isEqualTo(1);

        fault("\"errcode\":45009");
        assertThat(Process.started(false).code(share))
                .hasValueSatisfying(later -> assertThat(later).isEqualTo(image));
        assertThat(calls()).isEqualTo(1);
        assertThat(POSTGRES.number("SELECT count(*) FROM errand")).isZero();
    }

    @Test
    void it_opens_the_page_at_the_share() {
        var share = share();
        here.code(share);

        var journal = wechat.get("/__sandbox/journal").text();
        assertThat(journal).contains(DRAW);
        assertThat(kept(share)).isEqualTo(1);
    }

    @Test
    void an_answer_without_a_picture_is_none_and_is_not_asked_for_again_at_once() {
        fault("\"errcode\":45009");
        var share = share();

        assertThat(here.code(share)).isEmpty();
        assertThat(there.code(share)).isEmpty();
        assertThat(kept(share)).isZero();
        assertThat(calls()).isEqualTo(1);

        wechat.post("/__sandbox/fault", "{\"times\":0,\"path\":\"" + DRAW + "\"}");
        POSTGRES.execute("UPDATE errand SET until = clock_timestamp()");
        assertThat(there.code(share)).isPresent();
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
            assertThat(here.code(share)).isEmpty();
            assertThat(log.text()).doesNotContain("access_token", share.code());
        }
        assertThat(kept(share)).isZero();
    }

    @Test
    void outside_production_the_page_need_not_be_released() {
        wechat.post("/__sandbox/options", "{\"pages\":[\"pages/index/index\"]}");

        assertThat(here.code(share())).isPresent();
        assertThat(Process.started(true).code(share())).isEmpty();
    }

    @Test
    void without_a_mini_program_there_is_none() {
        var none = new Entries(VERTX, POSTGRES.pool(VERTX, 1), null).codes();

        assertThat(await(none.of(share()))).isEmpty();
    }
}
