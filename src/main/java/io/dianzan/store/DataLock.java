package io.dianzan.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The right to run servers on a data folder, held by one process at a time. It is a lock of the operating system, which
 * ends with the process however that ends; the file {@code holder} only says who it is.
 */
final class DataLock implements AutoCloseable {
    /** For what the folder is held. */
    enum Use {
        SERVE,
        COMMAND
    }

    /** Who holds the folder, as far as is known. */
    record Holder(String process, Use use) {
        @Override
        public String toString() {
            return "process " + process.replaceAll(" .*", "") + (use == Use.SERVE ? " (serve)" : " (a command)");
        }
    }

    private final Path holderFile;
    private final FileChannel channel;
    private final FileLock lock;

    private DataLock(Path holderFile, FileChannel channel, FileLock lock) {
        this.holderFile = holderFile;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock, or nothing where somebody else holds it. */
    static Optional<DataLock> tryTake(DataFolder folder, Use use) {
        // A second channel in the process that holds the lock would, when closed, take the lock along (POSIX).
        if (holder(folder).filter(holder -> holder.process().equals(self())).isPresent()) {
            return Optional.empty();
        }
        try {
            var channel = open(folder.root().resolve("lock"));
            var lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            Files.write(holderFile(folder), List.of(self(), use.name()));
            return Optional.of(new DataLock(holderFile(folder), channel, lock));
        } catch (IOException e) {
            throw StartException.of("data", e);
        }
    }

    static Optional<Holder> holder(DataFolder folder) {
        try {
            var lines = Files.readAllLines(holderFile(folder));
            return Optional.of(new Holder(lines.get(0), Use.valueOf(lines.get(1))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // nobody, or somebody who is just writing it
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(holderFile);
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw StartException.of("data", e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Path holderFile(DataFolder folder) {
        return folder.root().resolve("holder");
    }

    /** The number alone may come again: in a container every process of ours may be number 1. */
    private static String self() {
        var process = ProcessHandle.current();
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("");
    }
}
