package io.dianzan.catalogue;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Shelf;
import java.util.List;

/** Answers lists of works and single works, each encoded once per refresh of the counts. Safe for all threads. */
public final class CatalogueListing {
    /** A campaign of 1,100 works has 55 pages of 20, some 4 kB each with their compressed twin; several campaigns and sorts fit. */
    private static final long PAGE_BYTES = 16L << 20;
    /** Free text has no end of keys: it gets a shelf of its own, so that it cannot push the pages out. */
    private static final long SEARCH_BYTES = 4L << 20;

    private final Catalogue catalogue;
    private final PublishedCounts published;
    private final Rankings rankings;
    private final Shelf pages = new Shelf(PAGE_BYTES);
    private final Shelf searches = new Shelf(SEARCH_BYTES);

    public CatalogueListing(Catalogue catalogue, PublishedCounts published, Rankings rankings) {
        this.catalogue = catalogue;
        this.published = published;
        this.rankings = rankings;
    }

    /** What an answer was made from; asOf is in it because it stands in the answer, whether or not a count moved. */
    private record Edition(int campaign, int catalogue, long counts, long asOf) {
        static Edition of(int campaign, Works works, Counts counts) {
            return counts == null
                    ? new Edition(campaign, works.version(), -1, -1)
                    : new Edition(campaign, works.version(), counts.version(), counts.asOf());
        }
    }

    private record ListKey(Edition edition, CatalogueQuery query) {}

    private record WorkKey(Edition edition, int work) {}

    /** A page of the listed works; refuses as {@code results-hidden} to sort by votes that are not shown. */
    public Encoded list(int campaign, CatalogueQuery query) {
        var works = catalogue.require(campaign);
        var counts = published.of(campaign);
        if (counts == null && query.sort() == CatalogueQuery.Sort.VOTES) {
            throw Refusal.RESULTS_HIDDEN.refused();
        }
        var shelf = query.words().isEmpty() ? pages : searches;
        var key = new ListKey(Edition.of(campaign, works, counts), query);
        var kept = shelf.get(key);
        if (kept != null) {
            return kept;
        }
        var page = CataloguePage.of(found(campaign, works, counts, query), counts, query);
        var answer = Encoded.json(page, page.content());
        if (!page.works().isEmpty()) {
            // empty pages have no end of keys and cost nothing to make
            shelf.put(key, answer);
        }
        return answer;
    }

    private List<Work> found(int campaign, Works works, Counts counts, CatalogueQuery query) {
        var candidates = query.sort() == CatalogueQuery.Sort.NUMBER
                ? works.listed(query.category())
                : inCategory(rankings.of(campaign, works, counts).byVotes(), query.category());
        return query.words().isEmpty() ? candidates : works.search(query.words(), candidates);
    }

    private static List<Work> inCategory(List<Work> works, String category) {
        return category == null
                ? works
                : works.stream()
                        .filter(work -> work.category().equals(category))
                        .toList();
    }

    /** One work with its rank; refuses as {@code work-unknown} or {@code work-withdrawn}. */
    public Encoded one(int campaign, String number) {
        var works = catalogue.require(campaign);
        var work = works.require(number);
        if (!work.isListed()) {
            throw Refusal.WORK_WITHDRAWN.refused();
        }
        var counts = published.of(campaign);
        var key = new WorkKey(Edition.of(campaign, works, counts), work.id());
        var kept = pages.get(key);
        if (kept != null) {
            return kept;
        }
        var body = WorkAnswer.of(work, counts, counts == null ? null : rankings.of(campaign, works, counts));
        var answer = Encoded.json(body, body.content());
        pages.put(key, answer);
        return answer;
    }
}
