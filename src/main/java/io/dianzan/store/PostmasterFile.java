package io.dianzan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code postmaster.pid} says about a server that runs, or once ran, on a data folder. */
record PostmasterFile(long pid, int port, boolean ready) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Optional<PostmasterFile> read(Path folder) {
        try {
            return parse(Files.readAllLines(path(folder)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Path path(Path folder) {
        return folder.resolve("postmaster.pid");
    }

    private static Optional<PostmasterFile> parse(List<String> lines) {
        if (lines.size() <= PORT_LINE) {
            return Optional.empty(); // it is just being written
        }
        return Optional.of(new PostmasterFile(
                Long.parseLong(lines.get(PID_LINE).strip()),
                Integer.parseInt(lines.get(PORT_LINE).strip()),
                lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")));
    }
}
