package io.dianzan.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, starts and stops a PostgreSQL on a data folder with its own {@code initdb} and {@code pg_ctl}. */
final class PostgresControl {
    private static final String PATIENCE_SECONDS = "60"; // a crash under load may leave a gigabyte of log to replay

    private static final Logger LOG = LoggerFactory.getLogger(PostgresControl.class);
    private static final String UNFINISHED = "postgres-unfinished-";

    /** On the command line, so that no file in the data folder can say otherwise. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "listen_addresses", Ports.LOOPBACK,
            "unix_socket_directories", "",
            "max_connections", "100",
            // its log must not quote rows
            "log_error_verbosity", "terse",
            "timezone", "UTC",
            "log_timezone", "UTC"));

    private final Path programs;
    private final Path folder;

    PostgresControl(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /**
     * Makes a cluster where none is: beside, then renamed, for a half-made one is of no use. Its locale is built into
     * PostgreSQL, so that it sorts and folds the same on every machine; from its first moment it trusts nobody.
     */
    void makeOnce(Path passwordFile) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        forgetUnfinished();
        var unfinished = Files.createTempDirectory(folder.getParent(), UNFINISHED, DataFolder.OWNER_ONLY);
        try {
            var answer = run(
                    "initdb",
                    List.of(
                            "-D",
                            unfinished.toString(),
                            "-U",
                            EmbeddedPostgres.SUPERUSER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + passwordFile,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"));
            if (answer.failed()) {
                throw failure(
                        "PostgreSQL cannot make its files", errors(answer.text().lines()));
            }
            Files.move(unfinished, folder);
        } finally {
            DataFolder.delete(unfinished);
        }
    }

    /** What a killed first start left; should its initdb still be at it, the next first start will do this. */
    private void forgetUnfinished() throws IOException {
        try (var left = Files.newDirectoryStream(folder.getParent(), UNFINISHED + "*")) {
            for (var path : left) {
                DataFolder.delete(path);
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException | UncheckedIOException e) {
            LOG.debug("unfinished files stay for now", e);
        }
    }

    /** Starts the server, apart from our terminal and its Ctrl-C, and waits until it takes connections. */
    void start(int port, Path log) throws IOException {
        var settings = SETTINGS.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
        var answer = control("start", "-l", log.toString(), "-o", settings);
        if (!answer.failed()) {
            return;
        }
        var errors = Files.exists(log) ? errors(Files.readAllLines(log).stream()) : "";
        if (errors.contains("Address already in use")) {
            throw new PortTaken(EmbeddedPostgres.PORT_KEY, Ports.LOOPBACK, port);
        }
        throw failure("PostgreSQL did not start", errors.isEmpty() ? answer.text() : errors + "; see " + log);
    }

    /** Ends the server with its connections, in order; the next start has nothing to recover. */
    void stop() throws IOException {
        if (control("stop", "-m", "fast").failed()) {
            var answer = control("stop", "-m", "immediate");
            if (answer.failed() && isRunning()) {
                throw failure("PostgreSQL did not stop", answer.text());
            }
        }
    }

    /** Whether there is a server to stop: one that was killed leaves its file, but no process. */
    private boolean isRunning() {
        return PostmasterFile.read(folder)
                .flatMap(file -> ProcessHandle.of(file.pid()))
                .filter(process -> Program.isNamed(process, "postgres"))
                .isPresent();
    }

    private Program.Answer control(String act, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of(act, "-D", folder.toString(), "-w", "-s", "-t", PATIENCE_SECONDS));
        arguments.addAll(List.of(more));
        return run("pg_ctl", arguments);
    }

    /** PostgreSQL refuses to be root; in a user namespace of its own it is nobody, with root's files still its own. */
    private Program.Answer run(String program, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        if (ProgramCache.isRoot()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var answer = Program.run(command);
        if (answer.failed() && answer.text().startsWith("unshare:")) {
            throw new StartException("PostgreSQL does not run as root, and this machine forbids the way round it ("
                    + answer.text() + "); start as an ordinary user");
        }
        return answer;
    }

    private static String errors(Stream<String> lines) {
        return lines.filter(line -> line.matches(".*(FATAL|PANIC|could not|error:|No space left).*"))
                .map(line -> line.replaceFirst("^.*?(LOG|FATAL|PANIC|error): +", ""))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static StartException failure(String what, String why) {
        if (why.contains("No space left on device")) {
            return new StartException(what + ": the disk is full");
        }
        var hint = ProgramCache.isRoot() && why.contains("Permission denied")
                ? "; started by root it still reaches only what is root's: start as the owner of the folder"
                : "";
        return new StartException(what + ": " + why + hint);
    }
}
