package io.dianzan.operator.console;

import io.vertx.core.buffer.Buffer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of the program itself, in a folder of classes or in its jar. */
final class Resources {
    private Resources() {}

    /** The names of the files right in a folder such as {@code /operator/texts}, in their order. */
    static List<String> in(String folder) {
        var url = Resources.class.getResource(folder);
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                var start = folder.substring(1) + "/";
                return jar.getJarFile().stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(start) && name.length() > start.length())
                        .map(name -> name.substring(start.length()))
                        .filter(name -> name.indexOf('/') < 0)
                        .sorted()
                        .toList();
            }
            try (var files = Files.list(Path.of(url.toURI()))) {
                return files.map(file -> file.getFileName().toString()).sorted().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Buffer read(String name) {
        try (var file = Resources.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new FileNotFoundException(name);
            }
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
