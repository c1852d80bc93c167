package io.dianzan.catalogue;

import java.util.Arrays;
import java.util.List;

/** The folded words of a search, all of which must match; equal for every way to type the same search. */
public record Words(List<Word> all) {
    /** Longer searches are refused: it bounds what one request may cost. */
    public static final int LONGEST_QUERY = 64;

    private static final Words NONE = new Words(List.of());

    /** One word, and the value of the number that it may be. */
    record Word(String text, String value) {
        static Word of(String folded) {
            return new Word(folded, WorkNumber.spokenValueOf(folded));
        }
    }

    /** The words of a query; none where it is null or blank. */
    public static Words of(String query) {
        var folded = query == null ? "" : Folding.fold(query);
        return folded.isEmpty()
                ? NONE
                : new Words(Arrays.stream(folded.split("\\s+")).map(Word::of).toList());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}
