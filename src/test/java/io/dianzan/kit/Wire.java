package io.dianzan.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes to a server on loopback just as a test writes them, from an address of the test's choice. */
public final class Wire {
    private static final int PATIENCE_MILLIS = 20_000;

    private final String from;
    private final int port;

    /** {@code from}: one of 127.0.0.0/8. */
    public Wire(String from, int port) {
        this.from = from;
        this.port = port;
    }

    /** What comes back until the server hangs up or is silent; so a request should ask it to hang up. */
    public String send(String text) {
        try (var socket = connect()) {
            write(socket, text);
            var answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.UTF_8);
        } catch (IOException e) {
            // reset or silent: both are answers of their own
            return "";
        }
    }

    /** Sends and ends the connection with a reset, without a look at the answer. */
    public void sendAndReset(String text) {
        try (var socket = connect()) {
            write(socket, text);
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
