package io.dianzan.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Secret keys with names. The file has one {@code name:base64url} a line, the newest first: that one makes, all of them
 * verify. A key has at least 256 bits (RFC 8725, section 3.5).
 */
public record KeyRing(List<Key> keys) {
    private static final int KEY_BYTES = 32;

    /** One key; its bytes print as nothing. */
    public record Key(String name, byte[] bytes) {
        /** Tells two keys of one name apart, and nothing of the key: it has too many bits to be tried out. */
        public byte[] fingerprint() {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return name + ":***";
        }
    }

    public Key newest() {
        return keys.get(0);
    }

    /** Reads a ring, or makes one with a new random key, readable by its owner alone, where there is no such file. */
    public static KeyRing readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            writeSecret(file, "k1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        }
        return read(file);
    }

    public static KeyRing read(Path file) throws IOException {
        var keys = new ArrayList<Key>();
        for (var line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                keys.add(keyOf(file, line.strip()));
            }
        }
        if (keys.isEmpty()) {
            throw new IOException(file + ": expected at least one line name:base64url");
        }
        if (keys.stream().map(Key::name).distinct().count() < keys.size()) {
            throw new IOException(file + ": expected another name for each key");
        }
        return new KeyRing(List.copyOf(keys));
    }

    private static Key keyOf(Path file, String line) throws IOException {
        var colon = line.indexOf(':');
        if (colon < 1) {
            throw new IOException(file + ": expected lines of the form name:base64url");
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(line.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": the key after \"" + line.substring(0, colon) + ":\" is not base64url");
        }
        if (bytes.length < KEY_BYTES) {
            throw new IOException(file + ": key \"" + line.substring(0, colon) + "\" has less than 256 bits");
        }
        return new Key(line.substring(0, colon), bytes);
    }

    /** Writes a new file with mode 0600 in a folder with mode 0700; one that another process made first is kept. */
    public static void writeSecret(Path file, String text) throws IOException {
        Files.createDirectories(
                file.toAbsolutePath().getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(file, options, mode)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }
}
