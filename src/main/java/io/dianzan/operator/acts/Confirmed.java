package io.dianzan.operator.acts;

/** What an operator says to a preview: why, which version of it he has seen, and what he was asked to type (or null). */
public record Confirmed(String reason, String version, String typed) {
    public static Confirmed of(String reason, Preview seen) {
        return new Confirmed(reason, seen.version(), null);
    }
}
