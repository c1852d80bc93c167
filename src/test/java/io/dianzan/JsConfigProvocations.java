package io.dianzan;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.RawHttp;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Strangers;
import io.dianzan.kit.TestSite;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The part of {@link Provocations} that is about signatures for pages. */
final class JsConfigProvocations {
    /** More than may wait for one ticket, which are 2,048. */
    private static final int CROWD = 2_500;

    private static final int SLOW_MILLIS = 1_500;

    private final Asks asks;
    private final BiConsumer<String, Supplier<Answer>> ways;
    private List<Answer> crowd;

    JsConfigProvocations(Asks asks, BiConsumer<String, Supplier<Answer>> ways) {
        this.asks = asks;
        this.ways = ways;
        on("jsConfig 200 signed", asks.of("jsConfig"));
        on("jsConfig 400 absent", asks.of("jsConfig").query("url", ""));
        on("jsConfig 400 foreign", asks.of("jsConfig").query("url", "https://evil.example/c/demo"));
        on("jsConfig 400 too-long", asks.of("jsConfig").query("url", "a".repeat(2_049)));
        ways.accept("jsConfig 404 provider-unknown", this::withoutAccount);
        ways.accept("jsConfig 503 provider-down", () -> ofTheCrowd("provider-down"));
        ways.accept("jsConfig 503 busy", () -> ofTheCrowd("busy"));
    }

    private void on(String name, Ask ask) {
        ways.accept(name, () -> asks.send(ask));
    }

    private Answer withoutAccount() {
        try (var elsewhere = new TestSite()) {
            return asks.of("jsConfig")
                    .of(elsewhere.campaign("demo", "perDay: 1").server());
        }
    }

    private Answer ofTheCrowd(String code) {
        if (crowd == null) {
            crowd = crowd();
        }
        return crowd.stream()
                .filter(answer -> answer.body().contains(code))
                .findFirst()
                .orElseThrow();
    }

    /** What a crowd is told that waits for the first ticket, which then does not come. */
    private List<Answer> crowd() {
        try (var elsewhere = new TestSite().provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001")) {
            var server = elsewhere.campaign("demo", "perDay: 1").server();
            var fault =
                    new JsonObject().put("times", CROWD).put("errcode", 50001).put("delay", SLOW_MILLIS);
            new SandboxOrders(server).order("fault", fault);
            // again, for on a slow day they come too late to wait together
            var told = new AtomicReference<List<Answer>>();
            Eventually.holds("there were too many", () -> {
                told.set(told(server));
                return told.get().stream().anyMatch(answer -> answer.body().contains("busy"));
            });
            return told.get();
        }
    }

    private List<Answer> told(RunningServer server) {
        var port = server.port();
        try (var strangers = Strangers.connect(port, "127.0.0.1", CROWD)) {
            strangers.say(asks.of("jsConfig")
                    .query("url", "http://127.0.0.1:" + port + "/c/demo")
                    .text());
            Eventually.holds("each is answered", () -> strangers.open() == 0);
            return strangers.heard().stream().map(RawHttp::parse).toList();
        }
    }
}
