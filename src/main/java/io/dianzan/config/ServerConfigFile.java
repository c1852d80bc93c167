package io.dianzan.config;

import io.dianzan.config.ServerConfig.Ballot;
import io.dianzan.config.ServerConfig.Export;
import io.dianzan.config.ServerConfig.Login;
import io.dianzan.config.ServerConfig.Management;
import io.dianzan.config.ServerConfig.Mode;
import io.dianzan.config.ServerConfig.Postgres;
import io.dianzan.config.ServerConfig.Redis;
import io.dianzan.config.ServerConfig.Retention;
import io.dianzan.config.ServerConfig.Role;
import io.dianzan.config.ServerConfig.Sandbox;
import io.dianzan.config.ServerConfig.Tokens;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads {@code server.yaml} into a {@link ServerConfig}; paths in it are relative to the folder above {@code conf/}. */
public final class ServerConfigFile {
    private static final int ANY_PORT = 0;
    private static final int LAST_PORT = 65_535;

    private final Path root;
    private final Settings settings;
    private final boolean production;
    private final SecretFiles secrets;

    private ServerConfigFile(Path root, Settings settings) {
        this.root = root;
        this.settings = settings;
        this.secrets = new SecretFiles(root);
        this.production =
                settings.word("mode", "demo", List.of("demo", "production")).equals("production");
    }

    /** Reads the file with the environment above it; all problems go to {@code problems}. */
    public static ServerConfig read(Path file, Map<String, String> environment, Problems problems) {
        var settings = SettingsFile.read(file, environment, problems);
        var folder = file.toAbsolutePath().normalize().getParent();
        var root = folder.getParent() == null ? folder : folder.getParent();
        var config = new ServerConfigFile(root, settings).config();
        settings.done();
        SettingsFile.reportUnknownVariables(settings, environment, problems);
        return config;
    }

    private ServerConfig config() {
        var data = path(settings, "data", root.resolve("data"));
        return new ServerConfig(
                production ? Mode.PRODUCTION : Mode.DEMO,
                data,
                path(settings, "campaigns", root.resolve("conf/campaigns")),
                SiteSection.read(root, settings.section("site"), production),
                HttpSection.read(settings.section("http"), production),
                management(settings.section("management")),
                sandbox(settings.section("sandbox")),
                postgres(settings.section("postgres")),
                redis(settings.section("redis")),
                tokens(settings.section("tokens"), data),
                new Login(keysFile(settings.section("login"), "subjectKeysFile", data.resolve("keys/subjects"))),
                ProviderSection.read(settings, secrets, production),
                ballot(settings.section("ballot"), data),
                OperatorSection.read(settings.section("operator"), secrets, production),
                new Export(keysFile(settings.section("export"), "keysFile", data.resolve("keys/exports"))),
                retention(settings.section("retention")));
    }

    private static Management management(Settings management) {
        return new Management(management.text("host", "127.0.0.1"), port(management, 8081));
    }

    private Sandbox sandbox(Settings sandbox) {
        var enabled = sandbox.flag("enabled", !production);
        require(sandbox, "enabled", !(production && enabled), "the sandbox cannot run in production");
        return new Sandbox(enabled, port(sandbox, 8082));
    }

    private Postgres postgres(Settings postgres) {
        var embedded = postgres.flag("embedded", !production);
        require(postgres, "embedded", !(production && embedded), "production needs a PostgreSQL of its own");
        var url = postgres.read("url", null, "an address such as postgresql://host:5432/dianzan", text -> {
            var uri = URI.create(text);
            return "postgresql".equals(uri.getScheme())
                            && uri.getHost() != null
                            && uri.getPath().length() > 1
                    ? text
                    : null;
        });
        require(
                postgres,
                "url",
                !embedded || url == null,
                "stands beside embedded: true; set embedded: false to use it");
        require(postgres, "url", embedded || url != null, "is required where PostgreSQL is not embedded");
        return new Postgres(
                embedded,
                port(postgres, ANY_PORT),
                url,
                role(postgres.section("owner"), "dianzan_owner"),
                role(postgres.section("server"), "dianzan_server"),
                postgres.number("pool", 4, 1, 100));
    }

    private Role role(Settings role, String otherwise) {
        return new Role(role.text("user", otherwise), secrets.read(role, "passwordFile"));
    }

    private Redis redis(Settings redis) {
        var embedded = redis.flag("embedded", !production);
        require(redis, "embedded", !(production && embedded), "production needs a Redis of its own");
        var url = redis.read(
                "url",
                null,
                "an address such as redis://host:6379",
                text -> URI.create(text).getHost() == null || !text.matches("rediss?://.*") ? null : text);
        require(redis, "url", !embedded || url == null, "stands beside embedded: true; set embedded: false to use it");
        require(redis, "url", embedded || url != null, "is required where Redis is not embedded");
        return new Redis(embedded, port(redis, ANY_PORT), url, secrets.read(redis, "passwordFile"));
    }

    private Tokens tokens(Settings tokens, Path data) {
        return new Tokens(
                tokens.text("issuer", "dianzan"),
                tokens.duration("lifetime", Duration.ofDays(7)),
                keysFile(tokens, "keysFile", data.resolve("keys/tokens")));
    }

    private Ballot ballot(Settings ballot, Path data) {
        return new Ballot(
                ballot.number("loops", 1, 1, 64),
                ballot.number("queue", 4096, 1, 1_000_000),
                ballot.number("batch", 512, 1, 4096),
                keysFile(ballot, "tapKeysFile", data.resolve("keys/taps")));
    }

    /** A day at least: a result that is contested at once must still find what may point at a cheat. */
    private static Retention retention(Settings retention) {
        return new Retention(
                kept(retention, "signals", Duration.ofDays(30)), kept(retention, "identities", Duration.ofDays(180)));
    }

    private static Duration kept(Settings retention, String key, Duration otherwise) {
        var kept = retention.duration(key, otherwise);
        require(
                retention,
                key,
                kept.compareTo(Duration.ofDays(1)) >= 0 && kept.compareTo(Duration.ofDays(3_650)) <= 0,
                "must be between 1d and 3650d");
        return kept;
    }

    /** In production key files are an operator's to make and to back up; the demo makes its own. */
    private Path keysFile(Settings section, String key, Path otherwise) {
        var file = path(section, key, otherwise);
        require(section, key, !production || section.has(key), "is required in production");
        require(section, key, !production || Files.isReadable(file), "no readable file " + file);
        return file;
    }

    private Path path(Settings section, String key, Path otherwise) {
        var text = section.text(key, null);
        return text == null ? otherwise : root.resolve(text);
    }

    private static int port(Settings section, int otherwise) {
        return section.number("port", otherwise, ANY_PORT, LAST_PORT);
    }

    private static void require(Settings section, String key, boolean holds, String expected) {
        if (!holds) {
            section.problem(key, expected);
        }
    }
}
