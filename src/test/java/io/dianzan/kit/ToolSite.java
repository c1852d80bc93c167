package io.dianzan.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database and a config for an operator's commands, with no server and no Redis. */
public final class ToolSite implements AutoCloseable {
    private final TestPostgres database = TestPostgres.fresh();
    private final Path folder;

    public ToolSite() {
        this("");
    }

    /** With more lines of {@code server.yaml}. */
    public ToolSite(String more) {
        try {
            folder = Files.createTempDirectory("dianzan-tool");
            Files.createDirectories(folder.resolve("conf/campaigns"));
            Files.writeString(
                    config(), "postgres: " + database.yaml() + "\ndata: " + folder.resolve("data") + "\n" + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestPostgres database() {
        return database;
    }

    public Path config() {
        return folder.resolve("conf/server.yaml");
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        TestSite.delete(folder);
    }
}
