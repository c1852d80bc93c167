package io.dianzan.catalogue;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Shelf;

/** Answers lists of works and single works, each encoded once per refresh of the counts. Safe for all threads. */
public final class CatalogueListing {
    /** A campaign of 1,100 works has 55 pages of 20, some 4 kB each with their compressed twin; several campaigns and sorts fit. */
    private static final long PAGE_BYTES = 16L << 20;
    /** Free text has no end of keys: it gets a shelf of its own, so that it cannot push the pages out. */
    private static final long SEARCH_BYTES = 4L << 20;

    private final Standings standings;
    private final Shelf pages = new Shelf(PAGE_BYTES);
    private final Shelf searches = new Shelf(SEARCH_BYTES);

    public CatalogueListing(Standings standings) {
        this.standings = standings;
    }

    private record ListKey(Standing.Edition edition, CatalogueQuery query) {}

    private record WorkKey(Standing.Edition edition, int work) {}

    /** A page of the listed works; refuses as {@code results-hidden} to sort by votes that are not shown. */
    public Encoded list(int campaign, CatalogueQuery asked) {
        var standing = standings.of(campaign);
        var query = standing.normal(asked);
        var shelf = query.words().isEmpty() ? pages : searches;
        var key = new ListKey(standing.edition(), query);
        var kept = shelf.get(key);
        if (kept != null) {
            return kept;
        }
        var page = CataloguePage.of(standing.found(query), standing.counts(), query);
        var answer = Encoded.json(page, page.content());
        if (!page.works().isEmpty()) {
            // empty pages have no end of keys and cost nothing to make
            shelf.put(key, answer);
        }
        return answer;
    }

    /** One work with its rank; refuses as {@code work-unknown} or {@code work-withdrawn}. */
    public Encoded one(int campaign, String number) {
        var standing = standings.of(campaign);
        var work = standing.works().require(number);
        if (!work.isListed()) {
            throw Refusal.WORK_WITHDRAWN.refused();
        }
        var key = new WorkKey(standing.edition(), work.id());
        var kept = pages.get(key);
        if (kept != null) {
            return kept;
        }
        var body = WorkAnswer.of(work, standing.counts(), standing.ranking());
        var answer = Encoded.json(body, body.content());
        pages.put(key, answer);
        return answer;
    }
}
