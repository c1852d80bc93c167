package io.dianzan.catalogue;

import java.util.List;

/** What an import did. With bad rows it did nothing. */
public record ImportReport(int added, int changed, int unchanged, List<BadRow> bad) {
    static ImportReport refused(List<BadRow> bad) {
        return new ImportReport(0, 0, 0, List.copyOf(bad));
    }

    /** The same report after a batch of so many works. */
    ImportReport plus(WorkTable.Put put, int works) {
        return new ImportReport(
                added + put.added(), changed + put.changed(), unchanged + works - put.added() - put.changed(), bad);
    }

    public boolean isRefused() {
        return !bad.isEmpty();
    }

    boolean changedAnything() {
        return added + changed > 0;
    }

    @Override
    public String toString() {
        return added + " added, " + changed + " changed, " + unchanged + " unchanged";
    }
}
