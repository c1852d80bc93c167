package io.dianzan;

import io.dianzan.config.ServerConfig;
import io.dianzan.store.Migrations;
import io.dianzan.store.Postgres;
import io.dianzan.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What an operator's command needs of the database: one small pool, for as long as the command runs. */
final class Tool {
    private static final int CONNECTIONS = 2;

    private Tool() {}

    /** Runs {@code work} on the database that the config names; blocks until it is done. */
    static <T> T with(ServerConfig config, Function<Pool, Future<T>> work) {
        return with(config, (vertx, pool) -> work.apply(pool));
    }

    /** The same for work that needs Vert.x itself. */
    static <T> T with(ServerConfig config, BiFunction<Vertx, Pool, Future<T>> work) {
        try (var stores = Stores.join(config)) {
            migrateOrRefuse(config, stores);
            var vertx = Vertx.vertx();
            try {
                return work.apply(vertx, new Postgres(vertx, stores.postgres()).pool(CONNECTIONS))
                        .await();
            } finally {
                vertx.close().await();
            }
        }
    }

    /** As whom the audit knows whoever runs a command. */
    static String operator() {
        return "cli:" + System.getProperty("user.name");
    }

    /** The demo migrates by itself; where others depend on the database an operator decides when. */
    static void migrateOrRefuse(ServerConfig config, Stores stores) {
        if (config.postgres().embedded()) {
            Migrations.migrate(stores.postgres());
        } else if (Migrations.pending(stores.postgres())) {
            throw new ToolRefused("the database's schema is older than this program; run: dianzan migrate");
        }
    }
}
