package io.dianzan.share;

import java.time.Instant;

/**
 * Somebody came by a share link and did something. {@code visitor} names a browser or a voter and is never written as it
 * is; {@code voter} and {@code campaign} are 0 where they are not known.
 */
record Visit(String code, Kind kind, String visitor, long voter, int campaign, Instant at) {
    enum Kind {
        OPENED(1),
        LOGGED_IN(2),
        VOTED(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** As the tables have it. */
        int number() {
            return number;
        }
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
