package io.dianzan.bench;

import io.dianzan.Main;
import io.dianzan.config.Problems;
import io.dianzan.config.ServerConfigFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The server as operators run it, and beside it, once told {@code go}, what it is compared with. Ends with whoever
 * started it: when nothing more can come from there.
 */
public final class BenchServer {
    static final String GO = "go";

    private BenchServer() {}

    public static void main(String[] args) throws IOException {
        var file = args[0];
        new Thread(() -> Main.main(new String[] {"serve", "--config", file}), "serve").start();
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (GO.equals(orders.readLine())) {
            var problems = new Problems();
            var config = ServerConfigFile.read(Path.of(file), Map.of(), problems);
            problems.throwIfAny();
            System.out.println(BenchEndpoints.startBeside(config));
        }
        while (orders.readLine() != null) {
            continue;
        }
        System.exit(0);
    }
}
