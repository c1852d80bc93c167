package io.dianzan;

import io.dianzan.store.Postgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one process for all but the votes. {@code own}: for what a server does by itself, where no request
 * waits; {@code requests}: for what somebody waits for; {@code longWork}: for what holds a connection for minutes.
 */
record Pools(Pool own, Pool requests, Pool longWork) {
    private static final int OWN = 4;
    /** Two exports with a word on their progress each, and a purge. */
    private static final int LONG = 5;

    private static final int CLOSE_SECONDS = 1;

    static Pools open(Postgres postgres, int requests) {
        return new Pools(postgres.pool(OWN), postgres.pool(requests), postgres.pool(LONG));
    }

    Future<Void> close() {
        return Future.join(own.close(), requests.close(), longWork.close())
                .timeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .mapEmpty();
    }
}
