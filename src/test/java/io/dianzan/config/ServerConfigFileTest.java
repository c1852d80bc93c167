package io.dianzan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                        "ballot.tapKeysFile");
    }

    @Test
    void anEmptyListOfProxiesIsAStatement() throws IOException {
        read("mode: production\nhttp: {trustedProxies: []}\n");
        assertThat(problems.found().stream().map(Problem::key)).doesNotContain("http.trustedProxies");
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
