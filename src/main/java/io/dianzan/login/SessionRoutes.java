package io.dianzan.login;

import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Ending one's sessions, and being forgotten. */
public final class SessionRoutes {
    private static final Map<String, Boolean> DONE = Map.of("ok", true);

    private final VoterGuard guard;
    private final VoterTable table;
    private final Runnable news;

    /** {@code news} tells the other processes to look for revocations now, and not at their next look. */
    public SessionRoutes(VoterGuard guard, VoterTable table, Runnable news) {
        this.guard = guard;
        this.table = table;
        this.news = news;
    }

    /** {@code POST /v1/logout}: ends all sessions of the voter, on every device. */
    public Future<Reply> logout(RoutingContext ctx) {
        return table.endSessions(guard.voterOf(ctx).voter()).map(ended -> done(ctx));
    }

    /** {@code DELETE /v1/me}: forgets who the voter is; what he cast keeps only his number. */
    public Future<Reply> erase(RoutingContext ctx) {
        return table.erase(guard.voterOf(ctx).voter()).map(erased -> done(ctx));
    }

    private Reply done(RoutingContext ctx) {
        news.run();
        guard.forget(ctx);
        return Reply.json(DONE);
    }
}
