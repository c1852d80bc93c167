package io.dianzan.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntFunction;

/** Where the embedded servers listen: on loopback, at the configured port or at any free one. */
final class Ports {
    static final String LOOPBACK = "127.0.0.1";

    private static final int ANY = 0;
    private static final int ATTEMPTS = 5;

    private Ports() {}

    /** Starts a server; where any port will do, one that is lost to another program meanwhile is no failure. */
    static <T> T listen(String key, int port, IntFunction<T> start) {
        if (port != ANY) {
            probe(key, port);
            return start.apply(port);
        }
        for (var attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return start.apply(probe(key, ANY));
            } catch (PortTaken e) {
                continue;
            }
        }
        return start.apply(probe(key, ANY));
    }

    /** The port, known to be free a moment ago. */
    private static int probe(String key, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortTaken(key, LOOPBACK, port);
        }
    }
}
