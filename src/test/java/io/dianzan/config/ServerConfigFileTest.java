package io.dianzan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigFileTest {
    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    private ServerConfig read(String text) throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        return ServerConfigFile.read(Files.writeString(folder.resolve("conf/server.yaml"), text), Map.of(), problems);
    }

    @Test
    void theShippedFileIsGood() {
        var config = ServerConfigFile.read(Path.of("conf/server.yaml"), Map.of(), problems);
        assertThat(problems.found()).isEmpty();
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.management().port()).isEqualTo(8081);
        assertThat(config.sandbox().port()).isEqualTo(8082);
        assertThat(config.postgres().embedded()).isTrue();
    }

    @Test
    void secretsPrintAsStars() throws IOException {
        Files.writeString(folder.resolve("password"), "open-sesame\n");
        var config = read("""
                redis: {passwordFile: password}
                postgres: {server: {passwordFile: password}}
                providers: {wechat: {appid: wx1, secretFile: password}}
                """);
        assertThat(problems.found()).isEmpty();
        assertThat(config.redis().password().value()).isEqualTo("open-sesame");
        assertThat(config.toString()).doesNotContain("open-sesame").contains("***");
    }

    @Test
    void productionRefusesWhatIsOnlyGoodForADemo() throws IOException {
        read("mode: production\nsandbox: {enabled: true}\npostgres: {embedded: true}\nredis: {embedded: true}\n");
        assertThat(problems.found().stream().map(Problem::key))
                .contains(
                        "sandbox.enabled",
                        "postgres.embedded",
                        "redis.embedded",
                        "site.url",
                        "site.organiser",
                        "site.contact",
                        "site.privacy",
                        "site.rules",
                        "http.trustedProxies",
                        "tokens.keysFile",
                        "login.subjectKeysFile",
                        "ballot.tapKeysFile",
                        "export.keysFile");
    }

    @Test
    void anEmptyListOfProxiesIsAStatement() throws IOException {
        read("mode: production\nhttp: {trustedProxies: []}\n");
        assertThat(problems.found().stream().map(Problem::key)).doesNotContain("http.trustedProxies");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"balancer.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "0.0.0.0/0", "::/0", "fd00::/129", ""
            })
    void whoIsTrustedAsAProxyIsAnAddressOrARange(String range) throws IOException {
        var config = read("http:\n  host: 127.0.0.1\n  trustedProxies: [10.0.0.1, '" + range + "', fd00::/8]\n");
        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().get(0).key()).isEqualTo("http.trustedProxies");
        assertThat(problems.found().get(0).line()).isEqualTo(3);
        assertThat(problems.found().get(0).expected())
                .contains("IP addresses, or ranges")
                .contains('"' + range + '"');
        assertThat(config.http().trustedProxies()).hasToString("[10.0.0.1, fd00::/8]");
    }

    @Test
    void theEdgeHasItsDefaults() throws IOException {
        var http = read("mode: demo\n").http();
        assertThat(http.connections())
                .isEqualTo(new ServerConfig.Connections(Duration.ofSeconds(30), Duration.ofSeconds(10), 10_000, 4_000));
        assertThat(http.corsOrigins()).isEmpty();
        assertThat(http.streams()).isEqualTo(5_000);
        assertThat(http.h2c()).isFalse();
        var shipped = ServerConfigFile.read(Path.of("conf/server.yaml"), Map.of(), problems);
        assertThat(shipped.http()).isEqualTo(http);
    }

    @Test
    void aDeadlineCannotBeTurnedOff() throws IOException {
        read("http: {idle: 0s, request: 1d}\n");
        assertThat(problems.found().stream().map(Problem::key)).containsExactly("http.idle", "http.request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "vote.example", "https://vote.example/", "https://Vote.example", "null", "https://"})
    void anOriginIsWrittenAsBrowsersDo(String origin) throws IOException {
        read("http: {corsOrigins: ['https://vote.example', 'http://127.0.0.1:8080', '" + origin + "']}\n");
        assertThat(problems.found().stream().map(Problem::key)).containsExactly("http.corsOrigins");
    }

    @Test
    void aMissingSecretFileIsAProblemThatNamesTheKey() throws IOException {
        read("redis:\n  passwordFile: nowhere\n");
        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().get(0).key()).isEqualTo("redis.passwordFile");
        assertThat(problems.found().get(0).line()).isEqualTo(2);
    }

    @Test
    void keysAreMadeOnceAndReadableByTheirOwnerAlone() throws IOException {
        var file = folder.resolve("data/keys/tokens");
        var made = KeyRing.readOrMake(file);
        assertThat(KeyRing.readOrMake(file).newest().bytes())
                .isEqualTo(made.newest().bytes());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.toString()).contains("***");
    }
}
