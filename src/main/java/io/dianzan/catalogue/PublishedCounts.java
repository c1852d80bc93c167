package io.dianzan.catalogue;

/**
 * Where the catalogue asks for counts; the tally answers. Whatever shows a count to the public asks here, for what may be
 * shown (exact, rounded, late, or nothing) is decided behind this alone.
 */
@FunctionalInterface
public interface PublishedCounts {
    /** The newest counts of a campaign that may be shown; null while its results are hidden or nothing was counted yet. */
    Counts of(int campaign);
}
