package io.dianzan.catalogue;

import io.dianzan.catalogue.ImportSheet.SheetRow;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of works: CSV in UTF-8, with a header that names the columns in any order. */
final class CsvWorks {
    private final List<SheetRow> rows = new ArrayList<>();
    private final List<BadRow> bad = new ArrayList<>();
    private final WorkNumbers numbers = new WorkNumbers();

    private CsvWorks() {}

    static ImportSheet read(byte[] bytes) {
        var text = CsvText.of(bytes);
        if (text.bad() != null) {
            return ImportSheet.broken(List.of(text.bad()));
        }
        var lines = CsvLines.of(text.text());
        if (lines.bad() != null) {
            return ImportSheet.broken(List.of(lines.bad()));
        }
        return new CsvWorks().sheetOf(lines.lines());
    }

    private ImportSheet sheetOf(List<CsvLines.Line> lines) {
        if (lines.size() < 2) {
            bad.add(new BadRow(1, null, "expected a header and at least one work below it"));
            return ImportSheet.broken(bad);
        }
        var header = CsvHeader.of(lines.get(0), bad);
        if (!bad.isEmpty()) {
            return ImportSheet.broken(bad);
        }
        lines.subList(1, lines.size()).forEach(line -> read(header, line));
        return new ImportSheet(header.columns(), rows, bad);
    }

    private void read(CsvHeader header, CsvLines.Line line) {
        if (line.fields().size() > header.width()) {
            var found = line.fields().size();
            bad.add(new BadRow(line.number(), null, "expected " + header.width() + " fields, found " + found));
            return;
        }
        for (var column : WorkColumn.values()) {
            complain(line, column, column.problemOf(header.field(line, column)));
        }
        var work = workOf(header, line);
        if (work.number() != null) {
            complain(line, WorkColumn.NUMBER, numbers.take(work.number(), "in line " + line.number()));
        }
        rows.add(new SheetRow(line.number(), work));
    }

    private void complain(CsvLines.Line line, WorkColumn column, String problem) {
        if (problem != null) {
            bad.add(new BadRow(line.number(), column.title(), problem));
        }
    }

    private static NewWork workOf(CsvHeader header, CsvLines.Line line) {
        return new NewWork(
                header.field(line, WorkColumn.NUMBER),
                header.field(line, WorkColumn.TITLE),
                header.field(line, WorkColumn.AUTHOR),
                header.field(line, WorkColumn.CATEGORY),
                header.field(line, WorkColumn.SUMMARY),
                header.field(line, WorkColumn.LINK),
                header.field(line, WorkColumn.COVER),
                header.field(line, WorkColumn.MEDIA));
    }
}
