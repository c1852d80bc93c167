package io.dianzan.store;

import io.dianzan.config.ServerConfig;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date as its owner; in the SQL, <code>${server}</code> is the name of the server's role. */
public final class Migrations {
    private static final String LOCATION = "classpath:db/migration";

    private Migrations() {}

    /**
     * Runs what has not run yet.
     *
     * @throws StartException saying in one line what hinders it
     */
    public static void migrate(PostgresAddress address) {
        migrate(address, LOCATION);
    }

    /** Whether there is something to run; asked as the server's role, which need not know the owner's password. */
    public static boolean pending(PostgresAddress address) {
        return pending(address, LOCATION);
    }

    static void migrate(PostgresAddress address, String location) {
        try {
            flyway(address, address.owner(), location).migrate();
        } catch (FlywayException e) {
            throw new StartException("migrate: " + e.getMessage(), e);
        }
    }

    static boolean pending(PostgresAddress address, String location) {
        try {
            return flyway(address, address.server(), location).info().pending().length > 0;
        } catch (FlywayException e) {
            throw new StartException("migrate: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(PostgresAddress address, ServerConfig.Role role, String location) {
        return Flyway.configure()
                .dataSource(address.jdbcUrl(), role.user(), role.password().value())
                .locations(location)
                .placeholders(Map.of("server", address.server().user()))
                .cleanDisabled(true)
                .loggers("slf4j")
                .load();
    }
}
