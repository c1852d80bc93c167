package io.dianzan.campaign;

/** How often a voter may vote for the same work. */
public enum SameWork {
    /** As often as the quota lasts; every tap then needs a key of its own. */
    ALLOWED("allowed", 0),
    ONCE_A_DAY("once-a-day", 1),
    /** Once in the whole campaign. */
    ONCE("once", 2);

    private final String word;
    private final int code;

    SameWork(String word, int code) {
        this.word = word;
        this.code = code;
    }

    public String word() {
        return word;
    }

    /** As the functions of the schema have it. */
    public int code() {
        return code;
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
