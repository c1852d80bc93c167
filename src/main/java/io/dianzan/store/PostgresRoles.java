package io.dianzan.store;

import io.dianzan.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/** What the superuser does in the embedded PostgreSQL: looks whether it is ours and durable, and makes our roles once. */
final class PostgresRoles {
    private static final String WRONG_PASSWORD = "28P01";

    private final PostgresAddress address;

    PostgresRoles(PostgresAddress address) {
        this.address = address;
    }

    void ensure(Path folder, ServerConfig.Role superuser) {
        var url = "jdbc:postgresql://" + address.host() + ":" + address.port() + "/postgres";
        try (var connection = DriverManager.getConnection(
                url, superuser.user(), superuser.password().value())) {
            requireOurs(connection, folder);
            requireDurable(connection);
            if (!holds(
                    connection,
                    "SELECT EXISTS (SELECT FROM pg_database WHERE datname = '" + address.database() + "')")) {
                make(connection);
            }
        } catch (SQLException | IOException e) {
            throw new StartException(
                    e instanceof SQLException sql && WRONG_PASSWORD.equals(sql.getSQLState())
                            ? "the password in keys/" + EmbeddedPostgres.SUPERUSER_KEY
                                    + " is not that of this PostgreSQL; put the old keys folder back"
                            : "PostgreSQL: " + e.getMessage(),
                    e);
        }
    }

    /** The port could have gone to a server of somebody else's between two looks. */
    private static void requireOurs(Connection connection, Path folder) throws SQLException, IOException {
        if (!Files.isSameFile(Path.of(text(connection, "SHOW data_directory")), folder)) {
            throw new StartException("another PostgreSQL answers at our port");
        }
    }

    private static void requireDurable(Connection connection) throws SQLException {
        for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            if (!text(connection, "SHOW " + setting).equals("on")) {
                throw new StartException("PostgreSQL runs with " + setting + " off: votes would not be safe");
            }
        }
    }

    /** The database takes its name last: whoever sees it, sees all that belongs to it. */
    private void make(Connection connection) throws SQLException {
        var names = Map.of(
                "${database}", address.database(),
                "${owner}", address.owner().user(),
                "${server}", address.server().user());
        role(connection, address.owner());
        role(connection, address.server());
        for (var statement : """
                DROP DATABASE IF EXISTS "${database}_unfinished";
                CREATE DATABASE "${database}_unfinished" OWNER "${owner}";
                REVOKE ALL ON DATABASE "${database}_unfinished" FROM PUBLIC;
                GRANT CONNECT ON DATABASE "${database}_unfinished" TO "${server}";
                ALTER DATABASE "${database}_unfinished" RENAME TO "${database}"
                """.split(";")) {
            for (var name : names.entrySet()) {
                statement = statement.replace(name.getKey(), name.getValue());
            }
            execute(connection, statement);
        }
    }

    private static void role(Connection connection, ServerConfig.Role role) throws SQLException {
        if (!holds(connection, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role.user() + "')")) {
            execute(connection, "CREATE ROLE \"" + role.user() + "\" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE");
        }
        // hashed on this side: the clear password stands in no statement and so in no log
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(role.user(), role.password().value().toCharArray(), "scram-sha-256");
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var ready = connection.createStatement()) {
            ready.execute(statement);
        }
    }

    private static boolean holds(Connection connection, String question) throws SQLException {
        return text(connection, question).equals("t");
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
