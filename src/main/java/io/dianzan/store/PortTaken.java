package io.dianzan.store;

/** Another program listens where an embedded server was to listen. */
final class PortTaken extends StartException {
    private static final long serialVersionUID = 1L;

    PortTaken(String key, int port) {
        super(key + ": port " + port + " on " + Ports.LOOPBACK
                + " is taken; choose another one, or 0 for any free one");
    }
}
