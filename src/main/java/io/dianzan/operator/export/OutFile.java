package io.dianzan.operator.export;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there when it is whole: until then it has another name beside it, readable by its owner alone, and goes
 * away with the process. {@link #standardOutput} is a stream and has no such manners.
 */
public final class OutFile implements AutoCloseable {
    private final OutputStream out;
    private final Path unfinished;
    private final Path file;

    private OutFile(OutputStream out, Path unfinished, Path file) {
        this.out = out;
        this.unfinished = unfinished;
        this.file = file;
    }

    /** Begins {@code file}; what stands under that name stays there until {@link #keep()}. */
    public static OutFile begin(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        var unfinished = Files.createTempFile(folder, "." + file.getFileName() + "-", ".part");
        // Ctrl-C in the middle leaves nothing behind
        unfinished.toFile().deleteOnExit();
        return new OutFile(Files.newOutputStream(unfinished), unfinished, file);
    }

    public static OutFile standardOutput() {
        return new OutFile(System.out, null, null);
    }

    /** An outlet that writes here, on a worker thread. */
    public Outlet outlet(Vertx vertx) {
        return piece -> vertx.executeBlocking(() -> write(piece));
    }

    /** Writes out what is left, and gives the file its name. */
    public void keep() throws IOException {
        out.flush();
        if (unfinished != null) {
            out.close();
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        if (unfinished != null) {
            out.close();
            Files.deleteIfExists(unfinished);
        }
    }

    /** Blocks until the piece is written. */
    public Void write(Buffer piece) throws IOException {
        out.write(piece.getBytes());
        // a PrintStream keeps to itself that nobody reads any more
        if (out == System.out && System.out.checkError()) {
            throw new IOException("standard output is closed");
        }
        return null;
    }
}
