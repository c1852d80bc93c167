package io.dianzan.bench;

import java.util.function.IntFunction;

/**
 * Something to measure. {@code campaign}: whose rows must be one for each answer, or null. {@code stores}: whether it
 * touches them; what they do during the run of one that does not is not its doing. {@code requests}: those of the voters
 * from a place on. {@code share}: requests for each vote asked for, so that every run is long enough to be measured.
 */
record Contender(String name, int port, String campaign, boolean stores, double share, IntFunction<Requests> requests) {

    int count(int votes) {
        return Math.max(1, (int) (votes * share));
    }
}
