package io.dianzan.store;

import io.dianzan.config.KeyRing;
import io.dianzan.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;

/** The folder of the embedded stores: what lies where in it, for its owner's eyes alone. */
record DataFolder(Path root) {
    /** Folders made for their owner alone. */
    static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int SECRET_BYTES = 32;

    /** The folder, made where it is missing; its real path, for running servers are recognised by it. */
    static DataFolder make(Path path) {
        try {
            Files.createDirectories(path, OWNER_ONLY);
            return new DataFolder(path.toRealPath());
        } catch (IOException e) {
            throw StartException.of("data", e);
        }
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path redis() {
        return root.resolve("redis");
    }

    /** The log for a new start of a server; the one before is kept beside it, so that neither grows for ever. */
    Path freshLog(String name) throws IOException {
        var logs = Files.createDirectories(root.resolve("log"), OWNER_ONLY);
        var log = logs.resolve(name + ".log");
        if (Files.exists(log)) {
            Files.move(log, logs.resolve(name + ".log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** A password that nobody has to know: random at first use, the same ever after. */
    Secret secret(String name) throws IOException {
        var file = key(name);
        if (Files.exists(file) && Files.size(file) == 0) {
            Files.delete(file); // a process ended between making and writing it: nothing has ever used it
        }
        if (!Files.exists(file)) {
            var bytes = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(bytes);
            KeyRing.writeSecret(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        }
        return new Secret(Files.readString(file).strip());
    }

    Path key(String name) {
        return root.resolve("keys").resolve(name);
    }

    /** Deletes a folder and all in it; one that does not exist is no error. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
