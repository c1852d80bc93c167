package io.dianzan.integrity;

import java.util.Locale;

/** What an operator can say of ballots: hold what is valid, void what is valid or held, release what is held or void. */
public enum Ruling {
    HOLD,
    VOID,
    RELEASE;

    /** The word in the database and in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Ruling of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
