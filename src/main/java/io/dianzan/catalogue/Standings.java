package io.dianzan.catalogue;

/** How the works of each campaign stand, as of the last published counts. Safe for all threads. */
public final class Standings {
    private final Catalogue catalogue;
    private final PublishedCounts published;
    private final Rankings rankings = new Rankings();

    public Standings(Catalogue catalogue, PublishedCounts published) {
        this.catalogue = catalogue;
        this.published = published;
    }

    /** Refuses as {@code busy} until the campaign's works were first loaded. */
    public Standing of(int campaign) {
        var works = catalogue.require(campaign);
        var counts = published.of(campaign);
        return new Standing(campaign, works, counts, counts == null ? null : rankings.of(campaign, works, counts));
    }
}
