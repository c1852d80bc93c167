package io.dianzan.catalogue;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the schema and a pool in the server's role; to be replaced by the kit's. */
final class ImportDatabase implements AutoCloseable {
    private static final String OWNER = "dianzan_owner";
    private static final String SERVER = "dianzan_server";

    private final EmbeddedPostgres postgres;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    ImportDatabase() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN");
            statement.execute("CREATE ROLE " + SERVER + " LOGIN");
            statement.execute("CREATE DATABASE dianzan OWNER " + OWNER);
        }
        Flyway.configure()
                .dataSource(postgres.getJdbcUrl(OWNER, "dianzan"), OWNER, "")
                .placeholders(Map.of("server", SERVER))
                .load()
                .migrate();
        pool = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.getPort())
                        .setDatabase("dianzan")
                        .setUser(SERVER))
                .with(new PoolOptions().setMaxSize(4))
                .using(vertx)
                .build();
    }

    Pool pool() {
        return pool;
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() throws IOException {
        pool.close().await();
        vertx.close().await();
        postgres.close();
    }
}
