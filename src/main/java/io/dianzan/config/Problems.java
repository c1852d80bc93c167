package io.dianzan.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything wrong with the files read, so that an operator mends all of it in one go. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(String file, int line, String key, String expected) {
        found.add(new Problem(file, line, key, expected));
    }

    public void add(Problem problem) {
        found.add(problem);
    }

    public List<Problem> found() {
        return found.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                .toList();
    }

    /** Throws {@link ConfigException} with all of them, if there are any. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found());
        }
    }
}
