package io.dianzan.sandbox.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.sandbox.wire.Counters;
import io.dianzan.sandbox.wire.Journal;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What the sandbox has seen. */
public final class WatchRoutes {
    private static final int LONGEST_APPID = 64;

    private final Counters counters;
    private final Journal journal;

    public WatchRoutes(Counters counters, Journal journal) {
        this.counters = counters;
        this.journal = journal;
    }

    /** {@code GET /__sandbox/counters}: calls by path; with {@code ?appid=} those of one app. */
    public Future<Reply> counters(RoutingContext ctx) {
        return Future.succeededFuture(Reply.json(counters.calls(Query.text(ctx, "appid", LONGEST_APPID))));
    }

    /** {@code GET /__sandbox/journal}: the last calls, the oldest first. */
    public Future<Reply> journal(RoutingContext ctx) {
        return Future.succeededFuture(Reply.json(new Calls(journal.entries())));
    }

    private record Calls(@JsonProperty List<Journal.Entry> calls) {}
}
