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
        List<FromPlace> places,
        List<Logins> logins,
        List<Commits> commits) {

    record Taps(int campaign, Instant minute, String outcome, long taps) {}

    record Votes(int campaign, Instant slot, int work, long votes) {}

    record FromPlace(int campaign, int work, short kind, Instant hour, long origin, long votes) {}

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
                new ArrayList<>());
    }
}
