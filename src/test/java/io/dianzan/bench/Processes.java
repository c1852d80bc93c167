package io.dianzan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The processes that serve votes, as Linux accounts for them in {@code /proc}. */
record Processes(long server, long postmaster, long redis) {
    /** USER_HZ is 100 on every Linux that runs Java. */
    private static final double MICROS_PER_TICK = 10_000;

    private static final Path PROC = Path.of("/proc");

    /** After the name in parentheses, which may hold blanks, the fields count from the third on: proc(5). */
    private record Stat(String name, String[] fields) {
        static Stat of(Path folder) {
            try {
                var text = Files.readString(folder.resolve("stat"));
                var end = text.lastIndexOf(')');
                return new Stat(
                        text.substring(text.indexOf('(') + 1, end),
                        text.substring(end + 2).split(" "));
            } catch (NoSuchFileException e) {
                return null; // it has just ended
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** utime and stime. */
        double own() {
            return ticks(14) + ticks(15);
        }

        /** cutime and cstime: of children that have ended and were waited for. */
        double ofEndedChildren() {
            return ticks(16) + ticks(17);
        }

        private double ticks(int field) {
            return Long.parseLong(fields[field - 3]) * MICROS_PER_TICK;
        }
    }

    CpuTime cpuTime() {
        var process = Stat.of(path(server));
        var compilers = compilers();
        return new CpuTime(process.own() - compilers, compilers, postgres(), own(path(redis)));
    }

    /** A thread that ends leaves its time to the process only: BenchSite keeps the number of compilers fixed. */
    private double compilers() {
        try (var threads = Files.list(path(server).resolve("task"))) {
            return threads.map(Stat::of)
                    .filter(stat -> stat != null && stat.name().matches("C[12] CompilerThre.*"))
                    .mapToDouble(Stat::own)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of its processes; of those that have ended the postmaster knows. */
    private double postgres() {
        var parent = Stat.of(path(postmaster));
        var children = ProcessHandle.of(postmaster).orElseThrow().children();
        return parent.own()
                + parent.ofEndedChildren()
                + children.mapToDouble(child -> own(path(child.pid()))).sum();
    }

    private static double own(Path folder) {
        var stat = Stat.of(folder);
        return stat == null ? 0 : stat.own();
    }

    private static Path path(long process) {
        return PROC.resolve(Long.toString(process));
    }
}
