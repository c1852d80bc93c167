package io.dianzan.kit;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, as operators run it; it can be stopped, frozen and killed. */
public final class RunningServer {
    private static final Pattern PORT = Pattern.compile("(public|management|sandbox)\\s+http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private int publicPort;
    private int managementPort;
    private int sandboxPort;

    private RunningServer(Process process) {
        this.process = process;
    }

    /** {@code options}: more for Java. */
    static RunningServer start(Path folder, List<String> options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                // a newer Java warns on standard error of what libraries do for good reason
                Runtime.version().feature() >= 24 ? "--enable-native-access=ALL-UNNAMED" : "-Xshare:auto",
                Runtime.version().feature() >= 24 ? "--sun-misc-unsafe-memory-access=allow" : "-Xshare:auto",
                // the tests' own logging goes to standard output, which nobody reads here
                "-Dlogback.configurationFile=logback.xml"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.dianzan.Main",
                "serve",
                "-c",
                folder.resolve("conf/server.yaml").toString()));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            var server = new RunningServer(process);
            if (!server.readPorts(process.inputReader())) {
                throw new AssertionError("no server: " + Files.readString(folder.resolve("log")));
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what the server says of itself; false where it ends before it is ready. */
    private boolean readPorts(BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            var match = PORT.matcher(line);
            if (match.find()) {
                var port = Integer.parseInt(match.group(2));
                switch (match.group(1)) {
                    case "public" -> publicPort = port;
                    case "management" -> managementPort = port;
                    default -> sandboxPort = port;
                }
            }
            if (sandboxPort != 0) {
                return true;
            }
        }
        return false;
    }

    public int port() {
        return publicPort;
    }

    public int managementPort() {
        return managementPort;
    }

    public int sandboxPort() {
        return sandboxPort;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        Eventually.holds("the server is gone", () -> !process.isAlive());
    }

    /** It keeps its connections and does nothing. */
    public void freeze() {
        Signals.send("STOP", process.pid());
    }

    public void thaw() {
        Signals.send("CONT", process.pid());
    }

    /** Asks it to stop, and waits until it has. */
    public void stop() {
        process.destroy();
        Eventually.holds("the server has stopped", () -> !process.isAlive());
    }

    /** Bytes of its heap that are in use after a full collection. */
    public long liveHeap() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            // the histogram counts what a collection has left, whichever collector this machine's Java has chosen
            var counting = new ProcessBuilder(jcmd, Long.toString(pid()), "GC.class_histogram").start();
            var total = counting.inputReader()
                    .lines()
                    .map(TOTAL::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .reduce((first, last) -> last);
            return total.orElseThrow(() -> new AssertionError("no histogram of server " + pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Campaign time as this server has it, in epoch seconds. */
    long now(String slug) throws IOException, InterruptedException {
        return head(slug).getLong("now");
    }

    /** Whether the present day of a campaign is made, so that votes can be recorded. */
    boolean hasDay(String slug) throws IOException, InterruptedException {
        return head(slug).containsKey("day");
    }

    private JsonObject head(String slug) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + publicPort + "/v1/campaigns/" + slug));
        return new JsonObject(
                CLIENT.send(request.build(), BodyHandlers.ofString()).body());
    }
}
