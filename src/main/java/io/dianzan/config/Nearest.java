package io.dianzan.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names the known word nearest to an unknown one, for messages. */
final class Nearest {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Nearest() {}

    static String hint(String unknown, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(word -> DISTANCE.apply(unknown.toLowerCase(), word.toLowerCase())))
                .map(word -> "; did you mean \"" + word + "\"?")
                .orElse("");
    }
}
