package io.dianzan.catalogue;

import java.util.List;

/** A file of works that was read: its rows, and all that is wrong in it. With anything wrong, nothing is imported. */
public record ImportSheet(List<SheetRow> rows, List<BadRow> bad) {
    /** A work and the line on which it starts. */
    public record SheetRow(long line, NewWork work) {}

    /** Reads a file; takes a while with a long one. */
    public static ImportSheet of(byte[] bytes) {
        return CsvWorks.read(bytes);
    }

    static ImportSheet broken(List<BadRow> bad) {
        return new ImportSheet(List.of(), bad);
    }
}
