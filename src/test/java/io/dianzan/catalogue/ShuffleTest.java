package io.dianzan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixed orders, held against what is fair between works. */
class ShuffleTest {
    private static final int PAGE = 24;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24, 25, 240, 1100})
    void everyOrderHoldsEveryWorkOnce(int total) {
        var works = works(total);
        var shuffle = new Shuffle(works);
        for (int order = 0; order < shuffle.orders(); order++) {
            assertThat(shuffle.order(order)).hasSize(total).containsExactlyInAnyOrderElementsOf(works);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 100, 240, 1100, 1103, 1104})
    void everyWorkStandsOnTheFirstPageOfAsManyOrdersAsAnyOther(int total) {
        var works = works(total);
        var shuffle = new Shuffle(works);
        var numberToFirstPages = new HashMap<String, Integer>();
        for (int order = 0; order < shuffle.orders(); order++) {
            shuffle.order(order).stream()
                    .limit(PAGE)
                    .forEach(work -> numberToFirstPages.merge(work.number(), 1, Integer::sum));
        }
        assertThat(numberToFirstPages).hasSize(works.size());
        assertThat(new HashSet<>(numberToFirstPages.values())).hasSize(1);
    }

    @Test
    void aWorkThatGoesLeavesTheOthersInTheirOrder() {
        var works = works(240);
        var fewer = works.stream().filter(work -> work.id() != 100).toList();
        var before = numbers(new Shuffle(works).order(0));
        before.remove("0100");
        assertThat(numbers(new Shuffle(fewer).order(0))).isEqualTo(before);
    }

    private static List<String> numbers(List<Work> works) {
        return new ArrayList<>(works.stream().map(Work::number).toList());
    }

    private static List<Work> works(int total) {
        return IntStream.rangeClosed(1, total)
                .mapToObj(i -> new Work(
                        i, "%04d".formatted(i), "work " + i, "author", "text", null, null, null, null, null, null))
                .toList();
    }
}
