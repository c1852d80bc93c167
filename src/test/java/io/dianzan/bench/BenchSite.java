package io.dianzan.bench;

import io.dianzan.config.Problems;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfigFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A site in a temporary folder, with embedded stores and a server in a process of its own. */
final class BenchSite implements AutoCloseable {
    private static final Pattern PUBLIC = Pattern.compile("\\s+public\\s+http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern LAST_LINE = Pattern.compile("Ctrl-C stops everything\\.");
    private static final Pattern PORTS =
            Pattern.compile("Ports\\[bare=(\\d+), parked=(\\d+), kit=(\\d+), asLong=(\\d+)]");
    private static final int STOP_SECONDS = 30;

    private final Path folder;
    private final Process process;
    private int port;
    private BenchEndpoints.Ports endpoints;

    private BenchSite(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts a server on the works of the demo; {@code slugs} are its campaigns. */
    static BenchSite start(List<String> slugs) throws IOException {
        var folder = Files.createTempDirectory("dianzan-bench");
        write(folder, slugs);
        var site = new BenchSite(folder, command(folder).start());
        Runtime.getRuntime().addShutdownHook(new Thread(site::close, "stop"));
        site.awaitReady();
        return site;
    }

    int port() {
        return port;
    }

    BenchEndpoints.Ports endpoints() {
        return endpoints;
    }

    ServerConfig config() {
        var problems = new Problems();
        var config = ServerConfigFile.read(folder.resolve("conf/server.yaml"), Map.of(), problems);
        problems.throwIfAny();
        return config;
    }

    Processes processes() throws IOException {
        var data = folder.resolve("data");
        var postmaster = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        return new Processes(
                process.pid(),
                Long.parseLong(postmaster.get(0).strip()),
                Long.parseLong(Files.readString(data.resolve("redis/redis.pid")).strip()));
    }

    /** Stops server and stores in order; what they kept is deleted. */
    @Override
    public synchronized void close() {
        try {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            delete(folder);
        } catch (IOException e) {
            System.err.println("left behind: " + folder + " (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        var out = process.inputReader(StandardCharsets.UTF_8);
        port = Integer.parseInt(next(out, PUBLIC)[1]);
        next(out, LAST_LINE);
        process.outputWriter().append(BenchServer.GO + "\n").flush();
        var ports = next(out, PORTS);
        endpoints = new BenchEndpoints.Ports(
                Integer.parseInt(ports[1]),
                Integer.parseInt(ports[2]),
                Integer.parseInt(ports[3]),
                Integer.parseInt(ports[4]));
    }

    /** Reads on to the line that fits: itself and its groups. */
    private static String[] next(BufferedReader out, Pattern wanted) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            var match = wanted.matcher(line);
            if (match.find()) {
                var groups = new String[match.groupCount() + 1];
                for (int i = 0; i < groups.length; i++) {
                    groups[i] = match.group(i);
                }
                return groups;
            }
        }
        throw new IOException("the server ended before it was ready; see above");
    }

    private static ProcessBuilder command(Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // a compiler thread that ends would leave its time to the server's
        command.add("-XX:-UseDynamicNumberOfCompilerThreads");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchServer.class.getName()));
        command.add(folder.resolve("conf/server.yaml").toString());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("DIANZAN_"));
        return builder;
    }

    private static void write(Path folder, List<String> slugs) throws IOException {
        Files.createDirectories(folder.resolve("conf/campaigns"));
        Files.createDirectories(folder.resolve("conf/works"));
        Files.writeString(folder.resolve("conf/server.yaml"), """
                mode: demo
                site: {url: "http://127.0.0.1"}
                http: {port: 0}
                management: {port: 0}
                sandbox: {port: 0}
                providers: {wechat: {appid: wxsandbox000000001}}
                """);
        for (var slug : slugs) {
            Files.copy(works(), folder.resolve("conf/works/" + slug + ".csv"));
            Files.writeString(folder.resolve("conf/campaigns/" + slug + ".yaml"), campaign(slug));
        }
    }

    /** The rules of the demo, with an address that may tap for all and a day that does not end during a run. */
    private static String campaign(String slug) {
        var noon = LocalTime.now(ZoneOffset.UTC).plusHours(12).truncatedTo(ChronoUnit.HOURS);
        return """
                slug: %s
                title: {zh: 测速}
                zone: UTC
                dayStarts: "%s"
                limits: {account: {taps: 20, per: 1m}, address: {taps: 1000000, per: 1s}}
                """.formatted(slug, noon);
    }

    private static Path works() {
        return Path.of(System.getProperty("dianzan.home", "")).resolve("conf/works/demo.csv");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
