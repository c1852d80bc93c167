package io.dianzan.campaign;

import io.dianzan.campaign.RulesFolder.Reading;
import io.dianzan.config.Problem;
import java.util.List;

/**
 * A campaign's file as it was last judged. {@code seen} is a newer reading of it that is not taken yet: it may be half
 * written. {@code slug} is null where nobody knows it, {@code world} the campaign's world when the file was judged.
 */
record WatchedFile(
        String file, Reading judged, Reading seen, FileState state, List<Problem> problems, String slug, int world) {
    /** Of no campaign's: judge it again at the next look. */
    static final int NO_WORLD = -1;

    /** A file that nobody has judged yet. */
    static WatchedFile unknown(String file) {
        return new WatchedFile(file, Reading.NONE, Reading.NONE, FileState.GONE, List.of(), null, NO_WORLD);
    }

    WatchedFile seen(Reading reading) {
        return new WatchedFile(file, judged, reading, state, problems, slug, world);
    }

    WatchedFile at(int newWorld) {
        return new WatchedFile(file, judged, seen, state, problems, slug, newWorld);
    }

    WatchedFile judged(Reading reading, FileState newState, List<Problem> newProblems, String newSlug) {
        return new WatchedFile(file, reading, reading, newState, newProblems, newSlug, NO_WORLD);
    }

    /** Refused for what it calls its campaign: that name may be free by now. */
    boolean wantsTakenSlug() {
        return problems.stream().anyMatch(problem -> problem.key().equals("slug"));
    }

    boolean saysTheSameAs(WatchedFile other) {
        return state == other.state && problems.equals(other.problems);
    }
}
