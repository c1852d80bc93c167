package io.dianzan.catalogue;

import java.util.List;
import java.util.Set;

/**
 * A file of works that was read: which columns it has, its rows, and all that is wrong in it. With anything wrong, nothing
 * is imported. What stands in columns that the file does not have stays as it is.
 */
public record ImportSheet(Set<WorkColumn> columns, List<SheetRow> rows, List<BadRow> bad) {
    /** A work and the line on which it starts. */
    public record SheetRow(long line, NewWork work) {}

    /** Reads a file; takes a while with a long one. */
    public static ImportSheet of(byte[] bytes) {
        return CsvWorks.read(bytes);
    }

    static ImportSheet broken(List<BadRow> bad) {
        return new ImportSheet(Set.of(), List.of(), bad);
    }
}
