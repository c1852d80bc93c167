package io.dianzan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Requests written letter by letter, right or wrong, each over a connection of its own. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 10_000;

    private RawHttp() {}

    /** What came before the connection ended; {@code status} is 0 where nothing did. Names of headers in any case. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    /**
     * Writes {@code request} and reads until the server ends the connection; one that stays open fails the test. Of a
     * stream of events, which has no end, it reads the first.
     */
    public static Answer send(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return parse(untilEnd(socket.getInputStream()));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] untilEnd(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        var some = new byte[8_192];
        try {
            for (var count = in.read(some); count >= 0; count = in.read(some)) {
                all.write(some, 0, count);
                if (isStreamWithAnEvent(all.toString(StandardCharsets.ISO_8859_1))) {
                    return all.toByteArray();
                }
            }
        } catch (SocketException reset) {
            // a server that has not read everything resets the connection; what came before is here
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    private static boolean isStreamWithAnEvent(String text) {
        var body = text.indexOf("\r\n\r\n");
        return body > 0
                && text.lastIndexOf("text/event-stream", body) > 0
                && text.indexOf("\ndata: ", body) > 0
                && text.endsWith("\n\n\r\n");
    }

    private static Answer parse(byte[] bytes) {
        return parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** An answer that somebody else has heard, a letter for each byte. */
    public static Answer parse(String text) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (text.isEmpty()) {
            return new Answer(0, headers, "");
        }
        var end = text.indexOf("\r\n\r\n");
        var lines = text.substring(0, end).split("\r\n");
        for (int i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        var rest = text.substring(end + 4);
        var body = (headers.containsKey("Transfer-Encoding") ? dechunked(rest) : rest)
                .getBytes(StandardCharsets.ISO_8859_1);
        if (headers.containsKey("Content-Length") && body.length > 0) {
            assertThat(body).hasSize(Integer.parseInt(headers.get("Content-Length")));
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Without the sizes of the chunks (RFC 9112, section 7.1). */
    private static String dechunked(String text) {
        var body = new StringBuilder();
        var left = text;
        while (!left.isEmpty()) {
            var begin = left.indexOf("\r\n") + 2;
            var size = Integer.parseInt(left.substring(0, begin - 2), 16);
            body.append(left, begin, begin + size);
            left = left.substring(begin + size + 2);
        }
        return body.toString();
    }
}
