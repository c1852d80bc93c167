package io.dianzan.operator.figures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process adds to the figures in one go. {@code number} grows with each batch of a process: one that is sent again,
 * since nobody knows whether it arrived, is added once.
 */
record Batch(
        long number,
        int queue,
        List<Taps> taps,
        List<Votes> votes,
        List<FromPrefix> prefixes,
        List<ByShare> shares,
        List<Logins> logins,
        List<Commits> commits) {

    record Taps(int campaign, Instant minute, String outcome, long taps) {}

    record Votes(int campaign, Instant slot, int work, long votes) {}

    /** {@code prefix}: the hash under which signals keep it. */
    record FromPrefix(int campaign, int work, Instant hour, long prefix, long votes) {}

    /** {@code code}: as phones say it; there may be no such link. */
    record ByShare(int campaign, int work, Instant hour, String code, long votes) {}

    record Logins(Instant minute, String provider, String outcome, long logins) {}

    record Commits(Instant minute, int millis, long commits) {}

    static Batch empty(long number, int queue) {
        return new Batch(
                number,
                queue,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }
}
