package io.dianzan.tally;

import java.util.HashSet;
import java.util.Set;

/**
 * Which transactions a database snapshot holds, in PostgreSQL's own words: {@code xmin:xmax:xip,xip} (documentation of
 * {@code pg_current_snapshot}). All before xmin are in it, none from xmax on, nor those listed.
 */
record Snapshot(long xmin, long xmax, Set<Long> inProgress) {
    private static final long XID_SPAN = 1L << 32;

    static Snapshot of(String text) {
        var parts = text.split(":", 3);
        var inProgress = new HashSet<Long>();
        for (var xid : parts[2].split(",")) {
            if (!xid.isEmpty()) {
                inProgress.add(Long.parseLong(xid));
            }
        }
        return new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Set.copyOf(inProgress));
    }

    boolean isBefore(Snapshot other) {
        return xmax < other.xmax;
    }

    /** {@code transaction} with its epoch, or the 32 bits that a row carries. */
    boolean holds(long transaction) {
        var xid = transaction < XID_SPAN ? nearest(transaction) : transaction;
        return xid < xmin || xid < xmax && !inProgress.contains(xid);
    }

    /** A row's 32 bits belong to the epoch that puts them nearest to the present. */
    private long nearest(long bits) {
        var xid = xmax - Math.floorMod(xmax, XID_SPAN) + bits;
        if (xid > xmax + XID_SPAN / 2) {
            return xid - XID_SPAN;
        }
        return xid < xmax - XID_SPAN / 2 ? xid + XID_SPAN : xid;
    }
}
