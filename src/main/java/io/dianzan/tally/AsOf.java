package io.dianzan.tally;

import io.dianzan.fault.Refused;
import io.dianzan.http.Query;
import io.vertx.ext.web.RoutingContext;

/** Reads from a request which counts its phone has already. */
final class AsOf {
    private static final int LONGEST_NUMBER = 19;
    private static final String EXPECTED = "an asOf, in epoch milliseconds";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private AsOf() {}

    /** Null where it has none. */
    static Long since(RoutingContext ctx) {
        var text = Query.text(ctx, "since", LONGEST_NUMBER);
        return text == null ? null : number("since", text);
    }

    /** The same where a broken stream goes on: what came last by it is newer than the address that began it. */
    static Long lastEvent(RoutingContext ctx) {
        var since = since(ctx);
        var text = ctx.request().getHeader(LAST_EVENT_ID);
        return text == null || text.isBlank() ? since : (Long) number(LAST_EVENT_ID, text.strip());
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refused.malformed(field, EXPECTED);
        }
    }
}
