package io.dianzan.store;

import io.dianzan.config.KeyRing;
import io.dianzan.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis for those who bring none. It is a daemon of its own, out of reach of our terminal's Ctrl-C, and keeps
 * nothing on disk: it holds hints only.
 */
final class EmbeddedRedis implements AutoCloseable {
    static final String PORT_KEY = "redis.port";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final String PROGRAM = "redis-server";
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    /** Full memory is answered with an error, which the vote path can do without; dropping counts would be worse. */
    private static final String SETTINGS = """
            bind %s
            port %d
            requirepass %s
            daemonize yes
            set-proc-title no
            dir %s
            pidfile %s
            logfile %s
            save ""
            appendonly no
            maxmemory 512mb
            maxmemory-policy noeviction
            """;

    private final Path folder;
    private final ProcessHandle process;
    private final RedisAddress address;

    private EmbeddedRedis(Path folder, ProcessHandle process, RedisAddress address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
    }

    /** Starts Redis on the folder, which the caller has locked; what an earlier process left running ends first. */
    static EmbeddedRedis start(DataFolder data, int port) {
        try {
            Files.createDirectories(data.redis(), DataFolder.OWNER_ONLY);
            endOrphans(data.redis());
            var executable = RedisProgram.unpacked(ProgramCache.folder(data));
            var password = data.secret("redis");
            return Ports.listen(PORT_KEY, port, free -> start(data, executable, password, free));
        } catch (IOException e) {
            throw StartException.of("Redis", e);
        }
    }

    private static EmbeddedRedis start(DataFolder data, Path executable, Secret password, int port) {
        try {
            var log = data.freshLog("redis");
            var answer = Program.run(List.of(
                    executable.toString(), settings(data, password, port, log).toString()));
            if (answer.failed()) {
                throw RedisProgram.failure(answer.text());
            }
            var process = awaitDaemon(data.redis(), log, port);
            var redis = new EmbeddedRedis(
                    data.redis(), process, new RedisAddress("redis://" + Ports.LOOPBACK + ":" + port, password));
            if (!Patience.await(START_PATIENCE, () -> RedisPing.answers(port, password))) {
                redis.close();
                throw new StartException("Redis does not answer; see " + log);
            }
            return redis;
        } catch (IOException e) {
            throw StartException.of("Redis", e);
        }
    }

    RedisAddress address() {
        return address;
    }

    @Override
    public void close() {
        end(process, folder);
    }

    private static Path settings(DataFolder data, Secret password, int port, Path log) throws IOException {
        var file = data.redis().resolve("redis.conf");
        Files.deleteIfExists(file);
        Files.deleteIfExists(pidFile(data.redis()));
        KeyRing.writeSecret(
                file,
                SETTINGS.formatted(
                        Ports.LOOPBACK,
                        port,
                        password.value(),
                        quoted(data.redis()),
                        quoted(pidFile(data.redis())),
                        quoted(log)));
        return file;
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Path pidFile(Path folder) {
        return folder.resolve("redis.pid");
    }

    /** Redis writes its number once it listens; what hinders it before that stands in its log only. */
    private static ProcessHandle awaitDaemon(Path folder, Path log, int port) {
        Patience.await(START_PATIENCE, () -> daemon(folder).isPresent() || refusedPort(log));
        return daemon(folder)
                .orElseThrow(() -> refusedPort(log)
                        ? new PortTaken(PORT_KEY, Ports.LOOPBACK, port)
                        : new StartException("Redis did not start; see " + log));
    }

    private static boolean refusedPort(Path log) {
        try {
            return Files.exists(log) && Files.readString(log).contains("Failed listening on port");
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<ProcessHandle> daemon(Path folder) {
        try {
            var text = Files.readString(pidFile(folder)).strip();
            return ProcessHandle.of(Long.parseLong(text)).filter(process -> Program.runs(process, PROGRAM, folder));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // not there yet, or not yet whole
        }
    }

    /** A look at all processes, for one that was killed early has left no pid file. */
    private static void endOrphans(Path folder) {
        ProcessHandle.allProcesses()
                .filter(process -> Program.runs(process, PROGRAM, folder))
                .forEach(process -> {
                    LOG.info("ending the Redis that an earlier process left running ({})", process.pid());
                    end(process, folder);
                });
    }

    private static void end(ProcessHandle process, Path folder) {
        process.destroy();
        if (!Patience.await(STOP_PATIENCE, () -> !Program.runs(process, PROGRAM, folder))) {
            process.destroyForcibly();
            Patience.await(STOP_PATIENCE, () -> !Program.runs(process, PROGRAM, folder));
        }
    }
}
