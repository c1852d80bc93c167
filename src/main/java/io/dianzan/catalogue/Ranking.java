package io.dianzan.catalogue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The listed works by votes; equal votes share a rank and the next rank is skipped (1-2-2-4), ties stand by number. */
public final class Ranking {
    private final Works works;
    private final long version;
    private final List<Work> byVotes;
    private final Map<Integer, Integer> idToRank;

    private Ranking(Works works, Counts counts) {
        this.works = works;
        this.version = counts.version();
        // the sort is stable, and the works come by number
        this.byVotes = works.listed().stream()
                .sorted(Comparator.comparingLong((Work work) -> counts.votes(work.id()))
                        .reversed())
                .toList();
        this.idToRank = ranksOf(byVotes, counts);
    }

    public static Ranking of(Works works, Counts counts) {
        return new Ranking(works, counts);
    }

    private static Map<Integer, Integer> ranksOf(List<Work> byVotes, Counts counts) {
        var idToRank = new HashMap<Integer, Integer>();
        long votesBefore = -1;
        int rank = 0;
        for (int i = 0; i < byVotes.size(); i++) {
            var work = byVotes.get(i);
            var votes = counts.votes(work.id());
            rank = i > 0 && votes == votesBefore ? rank : i + 1;
            votesBefore = votes;
            idToRank.put(work.id(), rank);
        }
        return idToRank;
    }

    public List<Work> byVotes() {
        return byVotes;
    }

    /** The rank of a listed work, from 1; null for any other. */
    public Integer rankOf(Work work) {
        return idToRank.get(work.id());
    }

    boolean isOf(Works otherWorks, Counts counts) {
        return works == otherWorks && version == counts.version();
    }
}
