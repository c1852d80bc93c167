package io.dianzan.catalogue;

/** One work as it goes over the wire; what is hidden or unknown is null and left out. */
record WorkAnswer(
        Long asOf,
        String number,
        String title,
        String author,
        String category,
        Long votes,
        Integer rank,
        String summary,
        String link,
        String cover,
        String media) {

    /** {@code counts} and {@code ranking} are null together, where results are hidden. */
    static WorkAnswer of(Work work, Counts counts, Ranking ranking) {
        return new WorkAnswer(
                counts == null ? null : counts.asOf(),
                work.number(),
                work.title(),
                work.author(),
                work.category(),
                counts == null ? null : counts.votes(work.id()),
                ranking == null ? null : ranking.rankOf(work),
                work.summary(),
                work.link(),
                work.largeCover(),
                work.media());
    }

    /** What makes two answers different: everything but the time of the snapshot. */
    WorkAnswer content() {
        return new WorkAnswer(null, number, title, author, category, votes, rank, summary, link, cover, media);
    }
}
