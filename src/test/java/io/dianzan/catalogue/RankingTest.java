package io.dianzan.catalogue;

import static io.dianzan.catalogue.Samples.counts;
import static io.dianzan.catalogue.Samples.numbered;
import static io.dianzan.catalogue.Samples.withdrawn;
import static io.dianzan.catalogue.Samples.work;
import static io.dianzan.catalogue.Samples.works;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void equalVotesShareARankAndTheNextOneIsSkipped() {
        var works = numbered(5);
        var ranking = Ranking.of(works, counts(1, 1, 1, 3, 2, 7, 3, 7, 4, 9));

        assertThat(ranking.byVotes()).extracting(Work::id).containsExactly(4, 2, 3, 1, 5);
        assertThat(ranking.byVotes()).extracting(ranking::rankOf).containsExactly(1, 2, 2, 4, 5);
    }

    @Test
    void withoutVotesAllAreFirstAndStandByNumber() {
        var ranking = Ranking.of(numbered(3), counts(1, 1));

        assertThat(ranking.byVotes()).extracting(Work::id).containsExactly(1, 2, 3);
        assertThat(ranking.byVotes()).extracting(ranking::rankOf).containsOnly(1);
    }

    @Test
    void aWithdrawnWorkHasNoRankAndTakesNone() {
        var gone = withdrawn(1, "0001");
        var ranking = Ranking.of(works(gone, work(2, "0002")), counts(1, 1, 1, 100, 2, 1));

        assertThat(ranking.rankOf(gone)).isNull();
        assertThat(ranking.byVotes()).extracting(ranking::rankOf).containsExactly(1);
    }

    @Test
    void aRankingIsMadeOnceForAVersionOfCountsAndWorks() {
        var rankings = new Rankings();
        var works = numbered(3);
        var first = rankings.of(1, works, counts(1, 1000));

        assertThat(rankings.of(1, works, counts(1, 2000))).isSameAs(first);
        assertThat(rankings.of(1, works, counts(2, 2000))).isNotSameAs(first);
        assertThat(rankings.of(1, numbered(3), counts(2, 2000))).isNotSameAs(rankings.of(1, works, counts(2, 2000)));
    }
}
