package io.dianzan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedStoresIT {
    private static final String TRIAL = "classpath:db/trial";

    @TempDir
    Path root;

    @Test
    void theServerIsDurableAndTrustsNobody() throws Exception {
        try (var stores = Stores.open(config(""))) {
            var address = stores.postgres();
            try (var connection = connect(address, address.server())) {
                for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                    assertThat(text(connection, "SHOW " + setting)).as(setting).isEqualTo("on");
                }
                assertThat(text(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(text(
                                connection,
                                "SELECT lower('ÄÉ') || pg_encoding_to_char(encoding)"
                                        + " FROM pg_database WHERE datname = current_database()"))
                        .isEqualTo("äéUTF8");
                assertThat(text(
                                connection,
                                "SELECT rolsuper OR rolcreatedb OR rolcreaterole"
                                        + " FROM pg_roles WHERE rolname = current_user"))
                        .isEqualTo("f");
            }
            assertThat(Files.readAllLines(PostmasterFile.path(data().resolve("postgres")))
                            .get(4))
                    .as("folder of a unix socket")
                    .isEmpty();
            for (var user : List.of("postgres", "dianzan_owner", "dianzan_server")) {
                assertThatThrownBy(() -> connect(address, new ServerConfig.Role(user, new Secret(""))))
                        .as(user)
                        .isInstanceOf(SQLException.class);
            }
            assertThat(Files.readString(data().resolve("postgres/pg_hba.conf")))
                    .doesNotContainPattern("(?m)^[^#]*trust");
            assertThat(RedisPing.answers(redisPort(stores), stores.redis().password()))
                    .isTrue();
            assertThat(RedisPing.answers(redisPort(stores), new Secret("guessed")))
                    .isFalse();
        }
    }

    @Test
    void whatIsSecretIsForItsOwnerAlone() throws Exception {
        try (var stores = Stores.open(config(""))) {
            assertThat(mode(data())).isEqualTo("rwx------");
            for (var folder : List.of("keys", "postgres", "redis", "log")) {
                assertThat(mode(data().resolve(folder))).as(folder).isEqualTo("rwx------");
            }
            for (var name : List.of("postgres-superuser", "postgres-owner", "postgres-server", "redis")) {
                assertThat(mode(data().resolve("keys").resolve(name))).as(name).isEqualTo("rw-------");
            }
            assertThat(mode(data().resolve("redis/redis.conf"))).isEqualTo("rw-------");
            assertThat(stores.toString() + stores.postgres() + stores.redis())
                    .doesNotContain(
                            stores.redis().password().value(),
                            stores.postgres().owner().password().value());
        }
    }

    @Test
    void aSecondStartIsOnTheSameData() throws Exception {
        var halfMade = Files.createDirectories(data().resolve("postgres-unfinished-1/base"));
        try (var stores = Stores.open(config(""))) {
            assertThat(Migrations.pending(stores.postgres(), TRIAL)).isTrue();
            Migrations.migrate(stores.postgres(), TRIAL);
            say(stores, "kept");
            assertThat(halfMade).doesNotExist();
        }
        try (var stores = Stores.open(config(""))) {
            assertThat(Migrations.pending(stores.postgres(), TRIAL)).isFalse();
            assertThat(words(stores)).isEqualTo("kept");
        }
    }

    @Test
    void closingEndsBothServersAndFreesTheFolder() throws Exception {
        var stores = Stores.open(config(""));
        var postgres = postmaster();
        var redis = redisProcess();
        stores.close();
        stores.close();
        assertThat(Program.runs(postgres, "postgres", data().resolve("postgres")))
                .isFalse();
        assertThat(Program.runs(redis, "redis-server", data().resolve("redis"))).isFalse();
        assertThat(data().resolve("holder")).doesNotExist();
        Stores.open(config("")).close();
    }

    @Test
    void theOrphansOfAKilledServerAreEndedByTheNextStart() throws Exception {
        var killed = OtherProcess.start(yaml(""));
        var postgres = postmaster();
        var redis = redisProcess();
        try (var guest = Stores.join(config(""))) {
            Migrations.migrate(guest.postgres(), TRIAL);
            say(guest, "committed");
        }
        killed.destroyForcibly().waitFor();
        assertThat(Program.runs(postgres, "postgres", data().resolve("postgres")))
                .isTrue();
        assertThat(Program.runs(redis, "redis-server", data().resolve("redis"))).isTrue();

        try (var stores = Stores.open(config(""))) {
            assertThat(Program.runs(postgres, "postgres", data().resolve("postgres")))
                    .isFalse();
            assertThat(Program.runs(redis, "redis-server", data().resolve("redis")))
                    .isFalse();
            assertThat(postmaster().pid()).isNotEqualTo(postgres.pid());
            assertThat(redisProcess().pid()).isNotEqualTo(redis.pid());
            assertThat(words(stores)).isEqualTo("committed");
        }
    }

    @Test
    void aStrangerWithTheNumberOfOurServerLives() throws Exception {
        Stores.open(config("")).close();
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            var pidFile = "%d%n%s%n1700000000%n5432%n%n127.0.0.1%n  1  2%nready   %n";
            Files.writeString(
                    PostmasterFile.path(data().resolve("postgres")), pidFile.formatted(stranger.pid(), data()));
            Files.writeString(data().resolve("redis/redis.pid"), stranger.pid() + "\n");
            Stores.open(config("")).close();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefused() throws Exception {
        try (var stores = Stores.open(config(""))) {
            assertThatThrownBy(() -> Stores.open(config("")))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid() + " (serve)");
            // the refusal must not have cost the first server its lock
            assertThat(whatAnotherProcessIsTold())
                    .contains("is in use by process " + ProcessHandle.current().pid());
            assertThat(words(stores, "SELECT 'still here'")).isEqualTo("still here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis"})
    void aPortThatIsTakenIsNamedByItsKey(String store) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var config = config(store + ": {port: " + taken.getLocalPort() + "}");
            assertThatThrownBy(() -> Stores.open(config))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith(store + ".port: port " + taken.getLocalPort());
        }
        assertThat(data().resolve("holder")).doesNotExist();
        assertThat(PostmasterFile.read(data().resolve("postgres"))).isEmpty();
    }

    @Test
    void aCommandAloneRunsPostgresForItsOwnTimeAndBesideAServerIsItsGuest() throws Exception {
        ProcessHandle own;
        try (var alone = Stores.join(config(""))) {
            own = postmaster();
            assertThat(words(alone, "SELECT 'alone'")).isEqualTo("alone");
            assertThatThrownBy(() -> Stores.join(config(""))).hasMessageContaining("(a command)");
        }
        assertThat(Program.runs(own, "postgres", data().resolve("postgres"))).isFalse();

        try (var server = Stores.open(config(""))) {
            try (var guest = Stores.join(config(""))) {
                assertThat(guest.postgres()).isEqualTo(server.postgres());
            }
            assertThat(words(server, "SELECT 'unharmed'")).isEqualTo("unharmed");
        }
    }

    /** What a second process says first: why it is refused, or "open". */
    private String whatAnotherProcessIsTold() throws Exception {
        var other = OtherProcess.command(yaml("")).redirectErrorStream(true).start();
        try (var output = other.inputReader(StandardCharsets.UTF_8)) {
            return output.lines()
                    .filter(line -> line.equals("open") || line.contains("StartException"))
                    .findFirst()
                    .orElse("nothing");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private Path data() throws IOException {
        return root.toRealPath().resolve("a data folder");
    }

    private ServerConfig config(String more) throws IOException {
        return OtherProcess.config(yaml(more));
    }

    private Path yaml(String more) throws IOException {
        var file = root.resolve("conf/server.yaml");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "mode: demo\ndata: a data folder\n" + more + "\n");
    }

    private ProcessHandle postmaster() throws IOException {
        var pid = PostmasterFile.read(data().resolve("postgres")).orElseThrow().pid();
        return ProcessHandle.of(pid).orElseThrow();
    }

    private ProcessHandle redisProcess() throws IOException {
        var pid = Files.readString(data().resolve("redis/redis.pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static int redisPort(Stores stores) {
        return URI.create(stores.redis().url()).getPort();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void say(Stores stores, String word) throws SQLException {
        var address = stores.postgres();
        try (var connection = connect(address, address.server());
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO trial VALUES ('" + word + "')");
        }
    }

    private static String words(Stores stores) throws SQLException {
        return words(stores, "SELECT string_agg(word, ' ') FROM trial");
    }

    private static String words(Stores stores, String question) throws SQLException {
        var address = stores.postgres();
        try (var connection = connect(address, address.server())) {
            return text(connection, question);
        }
    }

    private static Connection connect(PostgresAddress address, ServerConfig.Role role) throws SQLException {
        return DriverManager.getConnection(
                address.jdbcUrl(), role.user(), role.password().value());
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
