package io.dianzan.operator.imports;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Where a form's file lies until it is answered: of this process alone, by a name that nobody can know before, and for
 * nobody else to look into. It is made with the first file.
 */
public final class UploadFolder {
    private final Path path = Path.of(System.getProperty("java.io.tmpdir"), "dianzan-uploads-" + UUID.randomUUID());
    private boolean made;

    public Path path() {
        return path;
    }

    /** To stand before whatever reads a file. */
    public Handler<RoutingContext> ready() {
        return ctx -> {
            make();
            ctx.next();
        };
    }

    synchronized void make() {
        if (made) {
            return;
        }
        try {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            made = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With what broken requests have left in it; blocks for a moment. */
    public synchronized void remove() {
        if (!made) {
            return;
        }
        try (var files = Files.list(path)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
