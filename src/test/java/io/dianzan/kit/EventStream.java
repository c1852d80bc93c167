package io.dianzan.kit;

import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reader of server-sent events, which reads only when it is told to. */
public final class EventStream implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final String head;
    private String unread = "";

    private EventStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.head = line("\r\n\r\n");
    }

    /** One event as it came: its lines, and what they say. */
    public record Event(String text) {
        public long asOf() {
            return Long.parseLong(field("id"));
        }

        public JsonObject data() {
            return new JsonObject(field("data"));
        }

        private String field(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + text));
        }
    }

    public static EventStream open(RunningServer server, String path, String... headers) {
        return open(server.port(), path, headers);
    }

    /** Asks, and reads the head of the answer; {@code headers} such as {@code Last-Event-ID: 17}. */
    public static EventStream open(int port, String path, String... headers) {
        try {
            var socket = new Socket();
            // a reader that does not read must be felt soon
            socket.setReceiveBufferSize(64 << 10);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n"
                    + String.join(
                            "",
                            Arrays.stream(headers)
                                    .map(header -> header + "\r\n")
                                    .toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new EventStream(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int status() {
        return Integer.parseInt(head.split(" ")[1]);
    }

    /** Status line and headers. */
    public String head() {
        return head;
    }

    /** The next event; waits for it, past comments and what else is none. */
    public Event next() {
        for (var block = block(); ; block = block()) {
            if (block == null) {
                throw new AssertionError("the stream has ended");
            }
            if (block.contains("data: ")) {
                return new Event(block);
            }
        }
    }

    /** Whatever comes next up to an empty line, a comment too; null where the stream has ended, as it should or not. */
    public String block() {
        try {
            while (!unread.contains("\n\n")) {
                var size = Integer.parseInt(line("\r\n").strip(), 16);
                var chunk = new String(in.readNBytes(size), StandardCharsets.UTF_8);
                in.readNBytes(2);
                if (size == 0) {
                    return null;
                }
                unread += chunk;
            }
        } catch (EOFException | SocketException gone) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var end = unread.indexOf("\n\n") + 2;
        var block = unread.substring(0, end);
        unread = unread.substring(end);
        return block;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line(String end) throws IOException {
        var line = new StringBuilder();
        while (line.length() < end.length()
                || !line.substring(line.length() - end.length()).equals(end)) {
            var letter = in.read();
            if (letter < 0) {
                throw new EOFException();
            }
            line.append((char) letter);
        }
        return line.toString();
    }
}
