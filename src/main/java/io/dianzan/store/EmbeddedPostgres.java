package io.dianzan.store;

import io.dianzan.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real, durable PostgreSQL in the data folder, for those who bring none. It stops when we say so: the library's own
 * start-up turns durability off, and its shutdown hook would come before our last votes.
 */
final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    static final String SUPERUSER_KEY = "postgres-superuser";
    static final String PORT_KEY = "postgres.port";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String PROGRAM = "postgres";
    private static final String DATABASE = "dianzan";
    private static final Duration GUEST_PATIENCE = Duration.ofSeconds(30);

    private final PostgresControl control;
    private final PostgresAddress address;

    private EmbeddedPostgres(PostgresControl control, PostgresAddress address) {
        this.control = control;
        this.address = address;
    }

    /** Starts PostgreSQL on the folder, which the caller has locked; what an earlier process left running ends first. */
    static EmbeddedPostgres start(DataFolder data, int port) {
        try {
            var control = new PostgresControl(PostgresPrograms.unpacked(ProgramCache.folder(data)), data.postgres());
            endOrphan(data.postgres(), control);
            var superuser = new ServerConfig.Role(SUPERUSER, data.secret(SUPERUSER_KEY));
            control.makeOnce(data.key(SUPERUSER_KEY));
            return Ports.listen(PORT_KEY, port, free -> start(data, control, superuser, free));
        } catch (IOException e) {
            throw StartException.of("PostgreSQL", e);
        }
    }

    private static EmbeddedPostgres start(
            DataFolder data, PostgresControl control, ServerConfig.Role superuser, int port) {
        try {
            var postgres = new EmbeddedPostgres(control, address(data, port)); // keys first: a guest may be looking
            control.start(port, data.freshLog("postgres"));
            try {
                new PostgresRoles(postgres.address).ensure(data.postgres(), superuser);
            } catch (RuntimeException e) {
                postgres.close();
                throw e;
            }
            return postgres;
        } catch (IOException e) {
            throw StartException.of("PostgreSQL", e);
        }
    }

    /** The PostgreSQL that another process runs on the folder, which may still be on its way. */
    static PostgresAddress guest(DataFolder data) {
        if (!Patience.await(GUEST_PATIENCE, () -> answers(data))) {
            throw new StartException("PostgreSQL does not run on " + data.root() + ", though the folder is in use");
        }
        try {
            return address(
                    data, PostmasterFile.read(data.postgres()).orElseThrow().port());
        } catch (IOException e) {
            throw StartException.of("PostgreSQL", e);
        }
    }

    PostgresAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            control.stop();
        } catch (IOException e) {
            throw StartException.of("PostgreSQL did not stop", e);
        }
    }

    private static boolean answers(DataFolder data) {
        var running = PostmasterFile.read(data.postgres())
                .filter(PostmasterFile::ready)
                .filter(file -> ProcessHandle.of(file.pid())
                        .filter(process -> Program.runs(process, PROGRAM, data.postgres()))
                        .isPresent());
        return running.isPresent() && opens(data, running.get().port());
    }

    private static boolean opens(DataFolder data, int port) {
        try {
            var address = address(data, port);
            var owner = address.owner();
            DriverManager.getConnection(
                            address.jdbcUrl(), owner.user(), owner.password().value())
                    .close();
            return true;
        } catch (SQLException | IOException e) {
            return false; // its first start makes roles and database a moment after it listens
        }
    }

    private static PostgresAddress address(DataFolder data, int port) throws IOException {
        return new PostgresAddress(
                Ports.LOOPBACK,
                port,
                DATABASE,
                new ServerConfig.Role("dianzan_owner", data.secret("postgres-owner")),
                new ServerConfig.Role("dianzan_server", data.secret("postgres-server")));
    }

    /** A killed server leaves its PostgreSQL running. PostgreSQL itself clears the file of one that is gone. */
    private static void endOrphan(Path folder, PostgresControl control) throws IOException {
        var left = PostmasterFile.read(folder).flatMap(file -> ProcessHandle.of(file.pid()));
        if (left.isEmpty()) {
            return;
        }
        var process = left.get();
        if (Program.runs(process, PROGRAM, folder)) {
            LOG.info("ending the PostgreSQL that an earlier process left running ({})", process.pid());
            control.stop();
        } else if (Program.isNamed(process, PROGRAM)) {
            throw new StartException("process " + process.pid() + " is a PostgreSQL, but not clearly the one of "
                    + folder + "; end it, or delete " + PostmasterFile.path(folder));
        } else {
            // The number went to a stranger, so the server is long gone; PostgreSQL would take the stranger for it.
            Files.delete(PostmasterFile.path(folder));
        }
    }
}
