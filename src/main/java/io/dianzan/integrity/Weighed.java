package io.dianzan.integrity;

import java.util.Map;

/**
 * What a ruling would do now: the ballots it rules and their voters, the states of all that are selected, and by how
 * much the valid count of each work moves, the largest first. {@code digest} names exactly these ballots in this state.
 */
public record Weighed(
        long ballots, long voters, String digest, Map<String, Long> stateToBallots, Map<Integer, Integer> workToMove) {

    public long selected() {
        return stateToBallots.values().stream().mapToLong(Long::longValue).sum();
    }
}
