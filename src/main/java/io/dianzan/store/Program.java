package io.dianzan.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of an embedded server: how it is run, and how a process that runs it is recognised. */
final class Program {
    /** What a program answered, both streams in one. */
    record Answer(int exit, String text) {
        boolean failed() {
            return exit != 0;
        }
    }

    private Program() {}

    /** Runs a command to its end. */
    static Answer run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C"); // its words are read below
        builder.environment().keySet().removeIf(name -> name.startsWith("PG")); // the user's settings for other servers
        var process = builder.start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Answer(process.waitFor(), text.strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Whether a process runs this program for this folder. Its number alone proves nothing: it may be another's by now.
     */
    static boolean runs(ProcessHandle process, String program, Path folder) {
        return isNamed(process, program) && (names(process, folder) || worksIn(process, folder));
    }

    static boolean isNamed(ProcessHandle process, String program) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith(program))
                .orElse(false);
    }

    private static boolean names(ProcessHandle process, Path folder) {
        for (var argument : process.info().arguments().orElse(new String[0])) {
            if (argument.equals(folder.toString()) || argument.startsWith(folder + "/")) {
                return true;
            }
        }
        return false;
    }

    /** True as well for a folder that was renamed under a running server; known on Linux only. */
    private static boolean worksIn(ProcessHandle process, Path folder) {
        var workingFolder = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.isSameFile(workingFolder, folder);
        } catch (IOException e) {
            return false;
        }
    }
}
