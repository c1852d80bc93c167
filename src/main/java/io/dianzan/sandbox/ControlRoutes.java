package io.dianzan.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What WeChat does not have: making a code without a phone, and ordering a fault for the next calls. */
final class ControlRoutes {
    private static final int LONGEST_NAME = 64;
    private static final int MOST_FAULTS = 1_000_000;
    private static final int LONGEST_DELAY = 60_000;

    private final Map<String, SandboxApp> appidToApp;
    private final String defaultAppid;
    private final LoginCodes codes;
    private final People people;
    private final AtomicReference<PlannedFault> fault = new AtomicReference<>(PlannedFault.NONE);

    ControlRoutes(Map<String, SandboxApp> appidToApp, String defaultAppid, LoginCodes codes, People people) {
        this.appidToApp = appidToApp;
        this.defaultAppid = defaultAppid;
        this.codes = codes;
        this.people = people;
    }

    /** {@code POST /__sandbox/login-code}. */
    Future<Reply> loginCode(RoutingContext ctx) {
        var order = Json.decode(ctx.body().buffer(), CodeOrder.class);
        if (order.user() == null || order.user().isBlank() || order.user().length() > LONGEST_NAME) {
            throw Refused.malformed("user", "1 to " + LONGEST_NAME + " characters");
        }
        var appid = order.appid() == null ? defaultAppid : order.appid();
        if (!appidToApp.containsKey(appid)) {
            throw Refused.malformed("appid", "one of " + String.join(", ", appidToApp.keySet()));
        }
        if (order.union() != null) {
            people.link(order.user(), order.union());
        }
        return Future.succeededFuture(Reply.json(new MadeCode(codes.make(appid, order.user()))));
    }

    /** {@code POST /__sandbox/fault}; {@code times} 0 ends it. */
    Future<Reply> orderFault(RoutingContext ctx) {
        var order = Json.decode(ctx.body().buffer(), PlannedFault.class);
        if (order.times() < 0 || order.times() > MOST_FAULTS) {
            throw Refused.malformed("times", "0 to " + MOST_FAULTS);
        }
        if (order.delay() < 0 || order.delay() > LONGEST_DELAY) {
            throw Refused.malformed("delay", "0 to " + LONGEST_DELAY + " milliseconds");
        }
        fault.set(order.times() == 0 ? PlannedFault.NONE : order);
        return Future.succeededFuture(Reply.json(order));
    }

    /** The fault that this call meets; each call takes one. */
    PlannedFault nextFault() {
        return fault.getAndUpdate(PlannedFault::rest);
    }

    private record CodeOrder(
            @JsonProperty String user,
            @JsonProperty String appid,
            @JsonProperty Boolean union) {}

    private record MadeCode(@JsonProperty String code) {}
}
