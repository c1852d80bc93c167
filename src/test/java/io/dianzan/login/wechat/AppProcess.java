package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.config.KeyRing;
import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.TestClock;
import io.dianzan.login.Breaker;
import io.dianzan.login.Deadline;
import io.dianzan.store.RedisAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One process of several, as far as an app's token and ticket go: everything in it is its own. */
final class AppProcess implements AutoCloseable {
    static final String API = "/wxa/api";
    private static final String SECRET = "s&cret=%";

    private final Vertx vertx = Vertx.vertx();
    final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    final SecretShelf shelf;
    final AppToken token;
    final JsTicket ticket;
    private final WechatApi api;

    AppProcess(StubWechat wechat, String redisUrl, KeyRing keys) {
        var settings = new Wechat(
                "wechat-page", WechatChannel.PAGE, "wx1", new Secret(SECRET), wechat.url(), null, false, null, null);
        api = new WechatApi(vertx, wechat.url(), new Breaker("wechat-page", clock));
        shelf = new SecretShelf(vertx, new RedisAddress(redisUrl, new Secret("")), keys);
        token = new AppToken(api, settings, shelf, clock);
        ticket = new JsTicket(api, "wx1", token, shelf, clock);
        shelf.open();
    }

    record Answer(@JsonProperty int errcode, @JsonProperty String token) implements WechatAnswer {}

    AppProcess connected() {
        Eventually.holds("Redis is there", () -> !shelf.isAway());
        return this;
    }

    /** A call to an API that tells which token it was given. */
    Future<Answer> call() {
        return token.use(
                value -> api.get(API, Map.of("access_token", value), Answer.class, Deadline.in(Duration.ofSeconds(2))));
    }

    /** Each on an event loop of its own choice, as requests of phones are. */
    Future<List<Answer>> calls(int number) {
        return Future.all(IntStream.range(0, number)
                        .mapToObj(each -> Future.<Answer>future(promise -> ((VertxInternal) vertx)
                                .createEventLoopContext()
                                .runOnContext(turn -> call().onComplete(promise))))
                        .toList())
                .map(all -> all.<Answer>list());
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
