package io.dianzan.operator.retention;

/**
 * What has gone of a campaign, or would. {@code campaign} is null for names of people who never voted; {@code count} is
 * how many signals, or how many people.
 */
public record Purged(Integer campaign, Kind kind, long count) {
    /** The kinds of what is purged. */
    public enum Kind {
        SIGNALS,
        IDENTITIES
    }
}
