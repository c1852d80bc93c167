package io.dianzan.campaign;

/** How often a voter may vote for the same work. */
public enum SameWork {
    /** As often as the quota lasts; every tap then needs a key of its own. */
    ALLOWED("allowed"),
    ONCE_A_DAY("once-a-day"),
    /** Once in the whole campaign: the only rule wider than a day so far. */
    ONCE("once");

    private final String word;

    SameWork(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static SameWork of(String word) {
        for (var value : values()) {
            if (value.word.equals(word)) {
                return value;
            }
        }
        return null;
    }
}
