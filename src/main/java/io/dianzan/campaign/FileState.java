package io.dianzan.campaign;

import java.util.Locale;

/** How a campaign's file stands to the rules in force. */
public enum FileState {
    /** What it says is in force, or will be in a moment. */
    IN_FORCE,
    /** It cannot be applied; the old rules stay. */
    REFUSED,
    /** It says what an earlier version said; the newer rules stay. */
    STALE,
    /** It was there and is no more; its campaign's rules stay. */
    GONE;

    /** The word in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
