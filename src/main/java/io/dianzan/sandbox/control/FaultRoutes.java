package io.dianzan.sandbox.control;

import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.http.Reply;
import io.dianzan.sandbox.wire.PlannedFault;
import io.dianzan.sandbox.wire.PlannedFaults;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** {@code POST /__sandbox/fault}: what the next calls meet; {@code times} 0 ends it. */
public final class FaultRoutes {
    private static final int MOST_FAULTS = 1_000_000;
    private static final int LONGEST_DELAY = 60_000;
    private static final int FIRST_STATUS = 400;
    private static final int LAST_STATUS = 599;
    private static final String TYPE = "[!-~]+( [!-~]+)*";

    private final PlannedFaults faults;
    private final Set<String> paths;
    private final Set<String> appids;

    public FaultRoutes(PlannedFaults faults, Set<String> paths, Set<String> appids) {
        this.faults = faults;
        this.paths = paths;
        this.appids = appids;
    }

    public Future<Reply> order(RoutingContext ctx) {
        var order = Json.decode(ctx.body().buffer(), PlannedFault.class);
        within("times", order.times(), 0, MOST_FAULTS);
        within("delay", order.delay(), 0, LONGEST_DELAY);
        if (order.status() != 0) {
            within("status", order.status(), FIRST_STATUS, LAST_STATUS);
        }
        among("path", order.path(), paths);
        among("appid", order.appid(), appids);
        if (order.type() != null && !order.type().matches(TYPE)) {
            throw Refused.malformed("type", "a Content-Type");
        }
        faults.order(order);
        return Future.succeededFuture(Reply.json(order));
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw Refused.malformed(name, least + " to " + most);
        }
    }

    private static void among(String name, String value, Set<String> known) {
        if (value != null && !known.contains(value)) {
            throw Refused.malformed(name, "one of " + String.join(", ", known));
        }
    }
}
