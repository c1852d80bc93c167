package io.dianzan.integrity;

import java.time.Instant;

/** A ruling that waits for a second operator: {@code ballots} is how many the first one saw, {@code digest} which. */
public record Proposed(
        long id,
        Ruling ruling,
        Selection selection,
        String operator,
        String reason,
        long ballots,
        String digest,
        Instant at,
        Instant expires) {}
