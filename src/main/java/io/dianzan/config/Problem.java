package io.dianzan.config;

/** One thing wrong with a setting: where it stands and what was expected there. Line 0 means "not in the file". */
public record Problem(String file, int line, String key, String expected) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + key + ": " + expected;
    }
}
