package io.dianzan.catalogue;

import io.dianzan.http.Encoded;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Works and counts as tests need them. */
final class Samples {
    private Samples() {}

    static Work work(int id, String number, String title, String author, String category) {
        return new Work(id, number, title, author, category, null, null, null, null, null, null);
    }

    static Work work(int id, String number) {
        return work(id, number, "Title " + number, "Author", "text");
    }

    static Work withdrawn(int id, String number) {
        var at = Instant.parse("2024-02-28T00:00:00Z");
        return new Work(id, number, "Gone", "Author", "text", null, null, null, null, at, null);
    }

    static Works works(Work... works) {
        return Works.of(1, List.of(works));
    }

    /** Works 1 to {@code last}, numbered with four digits. */
    static Works numbered(int last) {
        return Works.of(
                1,
                IntStream.rangeClosed(1, last)
                        .mapToObj(i -> work(i, "%04d".formatted(i)))
                        .toList());
    }

    /** Counts of works by id: id, votes, id, votes, … */
    static Counts counts(long version, long asOf, long... idsAndVotes) {
        Map<Integer, Long> idToVotes = new HashMap<>();
        for (int i = 0; i < idsAndVotes.length; i += 2) {
            idToVotes.put((int) idsAndVotes[i], idsAndVotes[i + 1]);
        }
        return new FixedCounts(version, asOf, idToVotes);
    }

    record FixedCounts(long version, long asOf, Map<Integer, Long> idToVotes) implements Counts {
        @Override
        public long votes(int workId) {
            return idToVotes.getOrDefault(workId, 0L);
        }

        @Override
        public boolean holds(long transaction) {
            return true;
        }
    }

    static JsonObject json(Encoded answer) {
        return new JsonObject(answer.plain());
    }
}
