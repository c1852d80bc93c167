package io.dianzan.catalogue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The first record of a file of works: which column stands where. */
record CsvHeader(Map<WorkColumn, Integer> columnToPlace, int width) {
    private static final String KNOWN =
            Arrays.stream(WorkColumn.values()).map(WorkColumn::title).collect(Collectors.joining(", "));

    /** Reads the names; what is wrong with them is added to {@code bad}. */
    static CsvHeader of(CsvLines.Line line, List<BadRow> bad) {
        var columnToPlace = new EnumMap<WorkColumn, Integer>(WorkColumn.class);
        for (int place = 0; place < line.fields().size(); place++) {
            var name = line.field(place) == null ? "" : line.field(place);
            var column = WorkColumn.titled(name);
            if (column.isEmpty()) {
                bad.add(new BadRow(line.number(), name, "unknown column; known are " + KNOWN));
            } else if (columnToPlace.put(column.get(), place) != null) {
                bad.add(new BadRow(line.number(), column.get().title(), "the column stands here twice"));
            }
        }
        for (var column : WorkColumn.values()) {
            if (column.required() && !columnToPlace.containsKey(column)) {
                bad.add(new BadRow(line.number(), column.title(), "the column is missing"));
            }
        }
        return new CsvHeader(columnToPlace, line.fields().size());
    }

    Set<WorkColumn> columns() {
        return columnToPlace.keySet();
    }

    /** The field of a column; null where the file has no such column or the field is empty. */
    String field(CsvLines.Line line, WorkColumn column) {
        var place = columnToPlace.get(column);
        return place == null ? null : line.field(place);
    }
}
