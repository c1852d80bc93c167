package io.dianzan.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** A TCP proxy on loopback that can lose or delay what comes back. */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final IntSupplier target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> swallowed = ConcurrentHashMap.newKeySet();
    private volatile boolean cutAnswers;
    private volatile long delayMillis;

    public FaultProxy(int target) {
        this(() -> target);
    }

    /** To a port that is known by the time somebody comes. */
    public FaultProxy(IntSupplier target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The next answers are lost: the request goes through, and the connection ends when the answer comes. */
    public void cutAnswers(boolean cut) {
        cutAnswers = cut;
    }

    /** Answers come so much later. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** The connections of now carry nothing any more and do not end, as when a machine on the way is gone. */
    public void swallowOpenConnections() {
        swallowed.addAll(open);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(FaultProxy::end);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
                open.add(client);
                open.add(server);
                daemon(() -> pump(client, server, false));
                daemon(() -> pump(server, client, true));
            } catch (IOException e) {
                // the target is down, or the proxy is being closed: whoever came sees his connection end
                continue;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        var bytes = new byte[1 << 16];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (var length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (answers && cutAnswers) {
                    break;
                }
                if (swallowed.contains(from)) {
                    continue;
                }
                if (answers && delayMillis > 0) {
                    LockSupport.parkNanos(delayMillis * 1_000_000);
                }
                out.write(bytes, 0, length);
            }
        } catch (IOException e) {
            // either side has gone: so does the other
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
