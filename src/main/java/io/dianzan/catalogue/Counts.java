package io.dianzan.catalogue;

/** The published counts of one campaign, all true of one database snapshot; immutable. */
public interface Counts {
    /** When that snapshot was taken, in epoch milliseconds. */
    long asOf();

    /** Moves whenever a count of this campaign does; it may stay while {@link #asOf} moves. */
    long version();

    /** The votes that count for a work; 0 for one that nobody voted for. */
    long votes(int workId);

    /**
     * Whether a database transaction, by its id, is in the snapshot: its votes are then counted here. Always true where
     * the votes of a moment ago must not be told from these counts: nobody adds his own.
     */
    boolean holds(long transaction);
}
