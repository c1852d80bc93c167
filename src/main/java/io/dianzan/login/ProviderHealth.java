package io.dianzan.login;

/** How it stands with somebody else's servers, for those who measure; known on every thread. */
public interface ProviderHealth {
    /** The name in the configuration. */
    String provider();

    State state();

    enum State {
        /** It is asked. */
        CLOSED,
        /** It failed too often, and is left alone for a while. */
        OPEN,
        /** A few calls find out whether it is back. */
        PROBING
    }
}
