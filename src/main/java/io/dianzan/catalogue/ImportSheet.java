package io.dianzan.catalogue;

import java.util.List;

/** A file of works that was read: its rows, and all that is wrong in it. With anything wrong, nothing is imported. */
record ImportSheet(List<SheetRow> rows, List<BadRow> bad) {
    /** A work and the line on which it starts. */
    record SheetRow(long line, NewWork work) {}

    static ImportSheet broken(List<BadRow> bad) {
        return new ImportSheet(List.of(), bad);
    }
}
