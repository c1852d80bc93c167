package io.dianzan.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file to import: its name, for the audit, and its bytes. */
public record ImportFile(String name, byte[] bytes) {
    /** 10,000 works with long texts are some 20 MB; what is larger is no file of works. */
    private static final long MOST_BYTES = 64L << 20;

    /** Reads a file; blocks. */
    public static ImportFile of(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": expected at most " + (MOST_BYTES >> 20) + " MB");
        }
        return new ImportFile(file.getFileName().toString(), Files.readAllBytes(file));
    }
}
