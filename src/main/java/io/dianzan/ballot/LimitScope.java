package io.dianzan.ballot;

import java.util.Locale;

/** What a limit is a limit of. */
enum LimitScope {
    ACCOUNT,
    ADDRESS,
    /** The network around an address. */
    PREFIX,
    /** Logins from an address. */
    LOGIN;

    /** The word on the wire and in figures. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
