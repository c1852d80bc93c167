package io.dianzan.kit;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig;
import io.dianzan.store.PostgresAddress;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL, one for all tests, and a fresh migrated database for each test class, copied from a template. */
public final class TestPostgres {
    public static final String OWNER = "dianzan_owner";
    public static final String SERVER = "dianzan_server";

    private static final String TEMPLATE = "dianzan_template";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String database;

    private TestPostgres(String database) {
        this.database = database;
    }

    public static TestPostgres fresh() {
        var database = "test_" + NUMBER.incrementAndGet();
        execute("CREATE DATABASE " + database + " TEMPLATE " + TEMPLATE + " OWNER " + OWNER);
        return new TestPostgres(database);
    }

    public String database() {
        return database;
    }

    public static int port() {
        return Started.POSTGRES.getPort();
    }

    /** Where a server finds this database. */
    public PostgresAddress address() {
        var none = new Secret("");
        return new PostgresAddress(
                "127.0.0.1", port(), database, new ServerConfig.Role(OWNER, none), new ServerConfig.Role(SERVER, none));
    }

    /** A connection that may do everything, for looking and for meddling. */
    public Connection superuser() {
        try {
            return Started.POSTGRES.getDatabase("postgres", database).getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pool with the rights of the server's role. */
    public Pool pool(Vertx vertx, int size) {
        return pool(vertx, size, SERVER);
    }

    public Pool pool(Vertx vertx, int size, String user) {
        var options = new PgConnectOptions()
                .setHost("localhost")
                .setPort(Started.POSTGRES.getPort())
                .setDatabase(database)
                .setUser(user);
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private static void execute(String sql) {
        try (var connection = Started.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Started by the first test that asks. */
    private static final class Started {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                var postgres = EmbeddedPostgres.builder()
                        // the library turns these off; a vote must be on disk, in tests too
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("track_functions", "all")
                        .start();
                try (var connection = postgres.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("CREATE ROLE " + OWNER + " LOGIN");
                    statement.execute("CREATE ROLE " + SERVER + " LOGIN");
                    statement.execute("CREATE DATABASE " + TEMPLATE + " OWNER " + OWNER);
                }
                Flyway.configure()
                        .dataSource(postgres.getJdbcUrl(OWNER, TEMPLATE), OWNER, "")
                        .locations("classpath:db/migration")
                        .placeholders(Map.of("server", SERVER))
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
