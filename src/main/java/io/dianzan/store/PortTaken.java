package io.dianzan.store;

import io.netty.channel.unix.Errors.NativeIoException;
import io.vertx.core.Future;
import java.net.BindException;
import java.util.Locale;

/** Another program listens where one of our servers was to listen. */
public final class PortTaken extends StartException {
    private static final long serialVersionUID = 1L;
    /** EADDRINUSE of Linux, as Netty gives it: negative. */
    private static final int ADDRESS_IN_USE = -98;

    PortTaken(String key, String host, int port) {
        super(key + ": port " + port + " on " + host
                + " is taken; choose another one, or 0 for any free one, there or as DIANZAN_"
                + key.replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** The same attempt to listen, whose failure names the config key {@code key} where the port is taken. */
    public static <T> Future<T> named(String key, String host, int port, Future<T> listening) {
        return listening.recover(cause -> Future.failedFuture(isTaken(cause) ? new PortTaken(key, host, port) : cause));
    }

    /** The native transport has an exception of its own, with the number of the kernel's error. */
    private static boolean isTaken(Throwable cause) {
        return cause instanceof BindException
                || cause instanceof NativeIoException failed && failed.expectedErr() == ADDRESS_IN_USE;
    }
}
