package io.dianzan.campaign;

import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.config.Problem;
import java.time.Instant;
import java.util.List;

/** What became of a file that was proposed: {@code taken} is null unless it was made a version now. */
public record Reception(FileState state, Taken taken, List<Problem> problems) {
    static final Reception IN_FORCE = new Reception(FileState.IN_FORCE, null, List.of());

    /** A version that was made of a file; {@code before} is the one that it follows, null for the first. */
    public record Taken(int version, Instant effectiveAt, Proposal before, Proposal after) {}

    static Reception taken(Taken taken) {
        return new Reception(FileState.IN_FORCE, taken, List.of());
    }

    static Reception refused(List<Problem> problems) {
        return new Reception(FileState.REFUSED, null, List.copyOf(problems));
    }

    static Reception stale(Problem problem) {
        return new Reception(FileState.STALE, null, List.of(problem));
    }
}
