package io.dianzan.store;

import io.dianzan.config.Problems;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfigFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server process of its own on a data folder: it opens the stores, says so, and stays until it is killed. */
final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
        Stores.open(config(Path.of(arguments[0])));
        System.out.println("open");
        Thread.currentThread().join();
    }

    /** Starts it and waits until its stores are open. */
    static Process start(Path serverYaml) throws IOException {
        var process = command(serverYaml)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = output.readLine(); !"open".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new AssertionError("the other process ended before its stores were open");
            }
        }
        return process;
    }

    static ProcessBuilder command(Path serverYaml) {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(OtherProcess.class.getName(), serverYaml.toString()));
        return new ProcessBuilder(command);
    }

    static ServerConfig config(Path serverYaml) {
        var problems = new Problems();
        var config = ServerConfigFile.read(serverYaml, Map.of(), problems);
        problems.throwIfAny();
        return config;
    }
}
