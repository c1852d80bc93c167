package io.dianzan.campaign;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The folder of the campaigns' files as it is at one moment, read off the event loop. */
public final class RulesFolder {
    /** Some thousand times what a campaign needs. */
    private static final long MOST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final Path folder;

    public RulesFolder(Vertx vertx, Path folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    /** What a file holds; or why that cannot be read, and then {@code text} is null. */
    record Reading(String text, String problem) {
        /** The file is not there. */
        static final Reading NONE = new Reading(null, null);

        boolean isNone() {
            return equals(NONE);
        }
    }

    /** Every file, by its name as messages have it. All are read each time: times of files lie, and they are few. */
    Future<Map<String, Reading>> read() {
        return vertx.executeBlocking(this::readings, false);
    }

    private Map<String, Reading> readings() throws IOException {
        var fileToReading = new TreeMap<String, Reading>();
        try (var files = Files.list(folder)) {
            for (var file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".yaml"))::iterator) {
                fileToReading.put(file.toString(), readingOf(file));
            }
        }
        return fileToReading;
    }

    private static Reading readingOf(Path file) {
        try {
            return Files.size(file) > MOST_BYTES
                    ? new Reading(null, "expected at most " + (MOST_BYTES >> 20) + " MB")
                    : new Reading(Files.readString(file), null);
        } catch (IOException e) {
            return new Reading(
                    null, "cannot be read as UTF-8 text: " + e.getClass().getSimpleName());
        }
    }
}
