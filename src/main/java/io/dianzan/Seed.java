package io.dianzan;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/** What a server puts into its database before it serves: the sample works of the demo, or nothing. */
@FunctionalInterface
interface Seed {
    Seed NOTHING = pool -> Future.succeededFuture();

    Future<Void> sow(Pool pool);
}
