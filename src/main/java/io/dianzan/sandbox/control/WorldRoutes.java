package io.dianzan.sandbox.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.http.Reply;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Options;
import io.dianzan.sandbox.world.SandboxClock;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The sandbox's time, its habits, and its beginning anew. */
public final class WorldRoutes {
    /** A century: enough for any test, and no arithmetic overflows. */
    private static final long LONGEST_SHIFT = Duration.ofDays(36_525).toSeconds();

    private final SandboxClock clock;
    private final AtomicReference<Options> options;
    private final Consumer<Chance> restart;

    public WorldRoutes(SandboxClock clock, AtomicReference<Options> options, Consumer<Chance> restart) {
        this.clock = clock;
        this.options = options;
        this.restart = restart;
    }

    /** {@code GET /__sandbox/clock}. */
    public Future<Reply> time(RoutingContext ctx) {
        return Future.succeededFuture(Reply.json(new Time(clock.instant().getEpochSecond())));
    }

    /** {@code POST /__sandbox/clock}: {@code shift} by so many seconds, or {@code now} in epoch seconds. */
    public Future<Reply> setTime(RoutingContext ctx) {
        var order = Json.decode(ctx.body().buffer(), TimeOrder.class);
        if ((order.shift() == null) == (order.now() == null)) {
            throw Refused.malformed("shift", "either shift or now, in seconds");
        }
        var shift = order.now() == null
                ? order.shift()
                : order.now() - clock.instant().getEpochSecond();
        if (shift < -LONGEST_SHIFT || shift > LONGEST_SHIFT) {
            throw Refused.malformed(order.now() == null ? "shift" : "now", "within a century");
        }
        clock.shift(Duration.ofSeconds(shift));
        return time(ctx);
    }

    /** {@code POST /__sandbox/options}: all of them; what is absent is as usual. */
    public Future<Reply> setOptions(RoutingContext ctx) {
        options.set(Json.decode(ctx.body().buffer(), Options.class));
        return Future.succeededFuture(Reply.json(options.get()));
    }

    /** {@code POST /__sandbox/reset}: forgets everything; with a {@code seed} what is random comes the same every time. */
    public Future<Reply> reset(RoutingContext ctx) {
        var body = ctx.body().buffer();
        var seed = body == null || body.length() == 0
                ? null
                : Json.decode(body, Reset.class).seed();
        restart.accept(seed == null ? new Chance() : new Chance(seed));
        return Future.succeededFuture(Reply.json(new Reset(seed)));
    }

    private record Time(@JsonProperty long now) {}

    private record TimeOrder(
            @JsonProperty Long shift, @JsonProperty Long now) {}

    private record Reset(@JsonProperty Long seed) {}
}
