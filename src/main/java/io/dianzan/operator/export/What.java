package io.dianzan.operator.export;

import java.util.Locale;

/** What can be exported of a campaign. */
public enum What {
    RESULTS,
    BALLOTS,
    AUDIT;

    /** The word on the command line, in addresses and in the audit. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
