package io.dianzan.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import redis.embedded.core.ExecutableProvider;

/** A real Redis of one test's own, which can be flushed, stopped, killed and started again on the same port. */
public final class TestRedis implements AutoCloseable {
    private final int port = freePort();
    private Process process;

    public TestRedis() {
        start();
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void start() {
        try {
            process = new ProcessBuilder(
                            ExecutableProvider.newJarResourceProvider().get().getAbsolutePath(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds("Redis answers on port " + port, () -> command("PING").startsWith("+PONG"));
    }

    /** Ends it as a power cut would; what it knew is gone. */
    public void kill() {
        process.destroyForcibly();
        Eventually.holds("Redis is gone", () -> !process.isAlive());
    }

    /** It keeps its connections and answers nothing. */
    public void freeze() {
        Signals.send("STOP", process.pid());
    }

    public void thaw() {
        Signals.send("CONT", process.pid());
    }

    /** Sends one command without spaces in its arguments; gives the first bytes of the answer. */
    public String command(String... words) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((String.join(" ", words) + "\r\n").getBytes(StandardCharsets.UTF_8));
            return answer(socket.getInputStream());
        } catch (IOException e) {
            return "";
        }
    }

    /** How often a command was called since the start, as Redis itself counts. */
    public long calls(String command) {
        for (var line : command("INFO", "commandstats").split("\r?\n")) {
            if (line.startsWith("cmdstat_" + command + ":calls=")) {
                return Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(',')));
            }
        }
        return 0;
    }

    /** Whether no key would stay for ever. */
    public boolean everyKeyExpires() {
        return Arrays.stream(command("KEYS", "*").split("\r\n"))
                .filter(line -> line.startsWith("dz:"))
                .noneMatch(key -> command("TTL", key).startsWith(":-1"));
    }

    @Override
    public void close() {
        thaw();
        process.destroyForcibly();
    }

    private static String answer(InputStream stream) throws IOException {
        var bytes = new byte[1 << 16];
        var length = stream.read(bytes);
        return length < 0 ? "" : new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
