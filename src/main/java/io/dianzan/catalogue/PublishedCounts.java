package io.dianzan.catalogue;

/** Where the catalogue asks for counts; the tally answers. */
@FunctionalInterface
public interface PublishedCounts {
    /** The newest counts of a campaign; null while its results are hidden or nothing was counted yet. */
    Counts of(int campaign);
}
