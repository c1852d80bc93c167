package io.dianzan.catalogue;

import java.util.List;

/** A page of works as it goes over the wire; what is hidden or unknown is null and left out. */
record CataloguePage(Long asOf, int total, List<ListedWork> works) {

    /** One line of the list. */
    record ListedWork(String number, String title, String author, String category, Long votes, String cover) {
        static ListedWork of(Work work, Counts counts) {
            return new ListedWork(
                    work.number(),
                    work.title(),
                    work.author(),
                    work.category(),
                    counts == null ? null : counts.votes(work.id()),
                    work.smallCover());
        }
    }

    /** Of all works that were found, those on the page that was asked for. */
    static CataloguePage of(List<Work> found, Counts counts, CatalogueQuery query) {
        var lines = query.slice(found).stream()
                .map(work -> ListedWork.of(work, counts))
                .toList();
        return new CataloguePage(counts == null ? null : counts.asOf(), found.size(), lines);
    }

    /** What makes two pages different: everything but the time of the snapshot. */
    CataloguePage content() {
        return new CataloguePage(null, total, works);
    }
}
