package io.dianzan.catalogue;

import io.dianzan.fault.Refusal;
import java.util.List;

/**
 * The works of a campaign and their published counts as they are now: what lists and pages are made from. {@code counts}
 * and {@code ranking} are null together, while results are hidden.
 */
public record Standing(int campaign, Works works, Counts counts, Ranking ranking) {
    private static final int UNKNOWN = -1;

    /** What an answer was made from; asOf is in it because it stands in the answer, whether or not a count moved. */
    record Edition(int campaign, int catalogue, long counts, long asOf) {}

    Edition edition() {
        return counts == null
                ? new Edition(campaign, works.version(), UNKNOWN, UNKNOWN)
                : new Edition(campaign, works.version(), counts.version(), counts.asOf());
    }

    /** Null while results are hidden. */
    public Long votesOf(Work work) {
        return counts == null ? null : counts.votes(work.id());
    }

    /** Null while results are hidden, and for a work that is not listed. */
    public Integer rankOf(Work work) {
        return ranking == null ? null : ranking.rankOf(work);
    }

    /** Of all valid votes; null while results are hidden. */
    public Long votes() {
        return counts == null
                ? null
                : works.listed().stream()
                        .mapToLong(work -> counts.votes(work.id()))
                        .sum();
    }

    /** All works that a query means, in its order; refuses as {@code results-hidden} to sort by votes that are not shown. */
    public List<Work> found(CatalogueQuery query) {
        var candidates = inOrder(query);
        return query.words().isEmpty() ? candidates : works.search(query.words(), candidates);
    }

    /** The same query for every seed that leads to the same order. */
    public CatalogueQuery normal(CatalogueQuery query) {
        return query.withSeed(
                query.sort() == CatalogueQuery.Sort.SHUFFLED
                        ? query.seed() % works.shuffle(query.category()).orders()
                        : 0);
    }

    private List<Work> inOrder(CatalogueQuery query) {
        return switch (query.sort()) {
            case NUMBER -> works.listed(query.category());
            case SHUFFLED -> works.shuffle(query.category()).order(normal(query).seed());
            case VOTES -> byVotes(query.category());
        };
    }

    private List<Work> byVotes(String category) {
        if (ranking == null) {
            throw Refusal.RESULTS_HIDDEN.refused();
        }
        return category == null
                ? ranking.byVotes()
                : ranking.byVotes().stream()
                        .filter(work -> work.category().equals(category))
                        .toList();
    }
}
