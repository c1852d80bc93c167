package io.dianzan.kit;

import io.dianzan.config.Problems;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfigFile;
import io.dianzan.store.Migrations;
import io.dianzan.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL of one test's own, with the embedded default's settings, which can be killed and started again. */
public final class OwnPostgres implements Database, AutoCloseable {
    private final Path folder;
    private final ServerConfig config;
    private Stores stores;

    public OwnPostgres() {
        try {
            folder = Files.createTempDirectory("dianzan-postgres");
            var file = Files.createDirectories(folder.resolve("conf")).resolve("server.yaml");
            var problems = new Problems();
            Files.writeString(file, "postgres: {embedded: true, port: " + TestRedis.freePort() + "}\n");
            config = ServerConfigFile.read(file, Map.of(), problems);
            problems.throwIfAny();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
        Migrations.migrate(stores.postgres());
    }

    public void start() {
        stores = Stores.join(config);
    }

    /** Ends the postmaster, and with it every session, as a power cut would. */
    public void kill() {
        try {
            var pid = Files.readAllLines(config.data().resolve("postgres/postmaster.pid"))
                    .get(0);
            Signals.send("KILL", Long.parseLong(pid.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds("PostgreSQL is gone", () -> !answers());
        stores.close();
    }

    @Override
    public String yaml() {
        var address = stores.postgres();
        return "{embedded: false, url: \"postgresql://127.0.0.1:" + address.port() + "/" + address.database()
                + "\", owner: {passwordFile: \"" + key("postgres-owner") + "\"}, server: {passwordFile: \""
                + key("postgres-server") + "\"}}";
    }

    @Override
    public Connection superuser() {
        try {
            return DriverManager.getConnection(
                    stores.postgres().jdbcUrl(),
                    "postgres",
                    Files.readString(key("postgres-superuser")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stores.close();
        TestSite.delete(folder);
    }

    private boolean answers() {
        try (var connection = superuser()) {
            return connection.isValid(1);
        } catch (SQLException | IllegalStateException e) {
            return false;
        }
    }

    private Path key(String name) {
        return config.data().resolve("keys").resolve(name);
    }
}
