package io.dianzan.ballot;

import io.dianzan.http.Reply;
import io.dianzan.login.VoterGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/me}: all that is held on the caller. */
public final class VoterFileRoutes {
    private final VoterGuard guard;
    private final VoterFileTable table;

    public VoterFileRoutes(VoterGuard guard, VoterFileTable table) {
        this.guard = guard;
        this.table = table;
    }

    public Future<Reply> file(RoutingContext ctx) {
        return table.read(guard.voterOf(ctx).voter()).map(Reply::json);
    }
}
