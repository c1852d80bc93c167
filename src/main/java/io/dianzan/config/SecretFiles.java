package io.dianzan.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files that hold secrets; their paths are relative to {@code root}. */
record SecretFiles(Path root) {
    /** An empty secret where the key is absent, or its file cannot be read, which is a problem. */
    Secret read(Settings section, String key) {
        var path = section.text(key, null);
        if (path == null) {
            return new Secret("");
        }
        var file = root.resolve(path);
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            section.problem(key, "no readable file " + file);
            return new Secret("");
        }
    }
}
