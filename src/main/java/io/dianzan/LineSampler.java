package io.dianzan;

import ch.qos.logback.classic.Level;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets the first lines of a kind through in each second and counts the rest, so that nobody who can provoke a line can
 * fill the disk or bury the others. A kind is a logger and a level, for their number is bounded. Safe on every thread.
 */
final class LineSampler {
    static final int LINES_A_SECOND = 5;

    private Map<Kind, Integer> kindToLines = new HashMap<>();

    record Kind(String logger, Level level) {}

    /** Finer lines than INFO are let through: an operator who turns them on wants them all. */
    synchronized boolean admits(String logger, Level level) {
        return !level.isGreaterOrEqual(Level.INFO)
                || kindToLines.merge(new Kind(logger, level), 1, Integer::sum) <= LINES_A_SECOND;
    }

    /** Ends a second; gives how many lines of each kind were left out in it, of those that had any. */
    synchronized Map<Kind, Integer> nextSecond() {
        var over = kindToLines;
        kindToLines = new HashMap<>();
        over.replaceAll((kind, lines) -> lines - LINES_A_SECOND);
        over.values().removeIf(left -> left <= 0);
        return over;
    }
}
