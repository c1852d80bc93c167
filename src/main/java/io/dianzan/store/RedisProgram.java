package io.dianzan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import redis.embedded.Redis;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The {@code redis-server} that {@code embedded-redis} brings for this machine; its own unpacking deletes it at exit. */
final class RedisProgram {
    private RedisProgram() {}

    static Path unpacked(Path cache) throws IOException {
        var resource = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        if (resource == null) {
            throw new StartException("no embedded Redis for this machine; set redis.embedded: false and redis.url");
        }
        var program = cache.resolve(resource.substring(1));
        if (!Files.exists(program)) {
            unpack(resource, program);
        }
        return program;
    }

    /** Beside, then renamed: whoever sees the program, sees the whole of it. */
    private static void unpack(String resource, Path program) throws IOException {
        var unfinished = Files.createTempFile(program.getParent(), "redis-unfinished-", "");
        try (var stream = Redis.class.getResourceAsStream(resource)) {
            Files.copy(stream, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
            Files.move(unfinished, program, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    static StartException failure(String words) {
        return words.contains("libssl") || words.contains("libcrypto")
                ? new StartException("the embedded Redis needs OpenSSL 3 (libssl.so.3), which this machine lacks:"
                        + " install it, or set redis.embedded: false and redis.url")
                : new StartException("Redis did not start: " + words);
    }
}
