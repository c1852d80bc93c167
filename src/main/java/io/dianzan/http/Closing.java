package io.dianzan.http;

/** Why the edge closes a connection; nobody is told over the wire. */
enum Closing {
    /** Over {@code http.connections}: this process cannot hold more. */
    FULL,
    /** Over {@code http.connectionsPerAddress}: one address must not take the places of all others. */
    ADDRESS_FULL,
    /** Over {@code http.request}: a request that arrives this slowly comes from nobody, or from somebody hostile. */
    OVERDUE
}
