package io.dianzan.store;

import io.vertx.core.Future;
import java.net.BindException;

/** Another program listens where one of our servers was to listen. */
public final class PortTaken extends StartException {
    private static final long serialVersionUID = 1L;

    PortTaken(String key, String host, int port) {
        super(key + ": port " + port + " on " + host + " is taken; choose another one, or 0 for any free one");
    }

    /** The same attempt to listen, whose failure names the config key {@code key} where the port is taken. */
    public static <T> Future<T> named(String key, String host, int port, Future<T> listening) {
        return listening.recover(
                cause -> Future.failedFuture(cause instanceof BindException ? new PortTaken(key, host, port) : cause));
    }
}
