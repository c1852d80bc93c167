package io.dianzan.operator.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places();
    private final Map<Object, Long> prefixToVotes = new HashMap<>();

    private void votes(long prefix, int votes) {
        for (int i = 0; i < votes; i++) {
            places.count(7, Places.PREFIX, prefix, 3_600);
        }
    }

    private Map<Object, Long> taken() {
        places.take((line, votes) -> prefixToVotes.merge(line.origin(), votes, Long::sum));
        return prefixToVotes;
    }

    @Test
    void aPlaceGetsALineWithItsThirdVoteAndThenEveryVoteCounts() {
        votes(1, 2);
        assertThat(taken()).isEmpty();
        votes(1, 1);
        assertThat(taken()).containsExactly(Map.entry((Object) 1L, 3L));
        votes(1, 5);
        assertThat(taken()).containsExactly(Map.entry((Object) 1L, 8L));
    }

    @Test
    void anotherHourBeginsAnew() {
        votes(1, 3);
        places.count(7, Places.PREFIX, 1L, 7_200);
        places.count(7, Places.PREFIX, 1L, 7_199);
        assertThat(taken()).containsExactly(Map.entry((Object) 1L, 3L));
        places.count(7, Places.PREFIX, 1L, 7_200);
        places.take((line, votes) -> assertThat(line).isEqualTo(new Places.Line(7, Places.PREFIX, 2, 1L)));
    }

    @Test
    void theMoreLinesAWorkHasTheMoreVotesTheNextOneTakes() {
        for (long prefix = 1; prefix <= 10_000; prefix++) {
            votes(prefix, 3);
        }
        assertThat(taken()).hasSize(32);
        votes(20_000, 6);
        assertThat(taken()).hasSize(33).containsEntry(20_000L, 6L);
    }

    @Test
    void aFloodThatComesAfterAllTooManyPlacesGetsItsLineAndMemoryIsBounded() {
        var few = new Places(1_000);
        few.count(7, Places.PREFIX, -2L, 3_600);
        few.count(7, Places.PREFIX, -2L, 3_600);
        few.count(7, Places.PREFIX, -2L, 3_600);
        for (long prefix = 0; prefix < 100_000; prefix++) {
            few.count(7, Places.PREFIX, prefix, 3_600);
            if (prefix > 90_000 && prefix % 100 == 0) {
                few.count(7, Places.PREFIX, -1L, 3_600);
            }
            assertThat(few.known()).isLessThanOrEqualTo(1_000);
        }
        few.count(7, Places.PREFIX, -2L, 3_600);
        few.take((line, votes) -> prefixToVotes.put(line.origin(), votes));
        assertThat(prefixToVotes).containsOnlyKeys(-1L, -2L).containsEntry(-2L, 4L);
        // its first votes may be forgotten, while it is one of many
        assertThat(prefixToVotes.get(-1L)).isBetween(95L, 99L);
    }

    @Test
    void wherePlacesWithLinesAreTooManyTheSmallestOfThemAreForgotten() {
        var few = new Places(100);
        for (int work = 0; work < 10_000; work++) {
            for (int vote = 0; vote < 3; vote++) {
                few.count(work, Places.PREFIX, 1L, 3_600);
            }
            assertThat(few.known()).isLessThanOrEqualTo(100);
        }
        few.take((line, votes) -> assertThat(votes).isEqualTo(3));
    }

    @Test
    void nothingIsLostWhileManyCount() {
        IntStream.range(0, 100_000).parallel().forEach(i -> {
            votes(1 + i % 3, 1);
            if (i % 1_000 == 0) {
                synchronized (this) {
                    taken();
                }
            }
        });
        assertThat(taken().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(100_000);
    }
}
