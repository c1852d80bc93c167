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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL, one for all tests, and a fresh migrated database for each test class, copied from a template. */
public final class TestPostgres implements Database {
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
        administer("CREATE DATABASE " + database + " TEMPLATE " + TEMPLATE + " OWNER " + OWNER);
        return new TestPostgres(database);
    }

    @Override
    public String yaml() {
        return "{embedded: false, url: \"postgresql://127.0.0.1:" + port() + "/" + database + "\"}";
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

    /** The same, reached through a proxy of the test's own. */
    public PostgresAddress addressThrough(int proxy) {
        var direct = address();
        return new PostgresAddress("127.0.0.1", proxy, database, direct.owner(), direct.server());
    }

    /** From now on {@link #calls()} counts the calls of the writers: each runs one insert, of none or many rows. */
    public void countCalls() {
        execute("""
                CREATE SEQUENCE calls MINVALUE 0;
                SELECT nextval('calls');
                GRANT USAGE ON calls TO %s;
                CREATE FUNCTION count_call() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM nextval(''calls''); RETURN NULL; END';
                CREATE TRIGGER count_call BEFORE INSERT ON ballot FOR EACH STATEMENT EXECUTE FUNCTION count_call();
                """.formatted(SERVER));
    }

    public long calls() {
        return number("SELECT last_value FROM calls");
    }

    /** The next so many inserts of ballots fail with this SQLSTATE. */
    public void failInserts(String state, int times) {
        execute("""
                DROP TRIGGER IF EXISTS fail ON ballot;
                DROP FUNCTION IF EXISTS fail();
                DROP SEQUENCE IF EXISTS failures;
                CREATE SEQUENCE failures;
                GRANT USAGE, SELECT ON failures TO %s;
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN IF nextval(''failures'') <= %d THEN RAISE ''trial'' USING ERRCODE = ''%s''; END IF; RETURN NULL; END';
                CREATE TRIGGER fail BEFORE INSERT ON ballot FOR EACH STATEMENT EXECUTE FUNCTION fail();
                """.formatted(SERVER, times, state));
    }

    /** The processes of all sessions of servers. */
    public List<Long> backends() {
        var sql = "SELECT pid FROM pg_stat_activity WHERE datname = '" + database + "' AND usename = '" + SERVER + "'";
        var pids = new ArrayList<Long>();
        try (var connection = superuser();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            while (found.next()) {
                pids.add(found.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return pids;
    }

    /** The process of the session that runs this function now; 0 where there is none. */
    public long backendRunning(String function) {
        return number("SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE datname = '" + database
                + "' AND state = 'active' AND query LIKE '%" + function + "(%' AND pid <> pg_backend_pid()");
    }

    /** What PostgreSQL says to the server's role about a statement that must not be. */
    public String refusedToServer(String sql) {
        return refused(SERVER, sql);
    }

    public String refusedToOwner(String sql) {
        return refused(OWNER, sql);
    }

    private String refused(String role, String sql) {
        try (var connection = Started.POSTGRES.getDatabase(role, database).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    /** Ends every session of the server's role in this database. */
    public void endConnections() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database
                + "' AND usename = '" + SERVER + "'");
    }

    @Override
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

    private static void administer(String sql) {
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
