package io.dianzan.catalogue;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.List;

/** The records of a CSV text (RFC 4180), each with the line on which it starts; or where the text stops to be CSV. */
public record CsvLines(List<Line> lines, BadRow bad) {
    /**
     * The parser takes a quote that is never closed for one that ends with the file, and a broken file would become one
     * long field. A record of our own at the end tells: it comes back alone, or it was swallowed.
     */
    private static final String END = "\u0000end of file\u0000";

    /** One record; fields have no blanks around them and LF for line breaks, an empty one is null. */
    public record Line(long number, List<String> fields) {
        boolean isBlank() {
            return fields.stream().allMatch(field -> field == null);
        }

        /** The field at a place; null where the record is too short. */
        public String field(int place) {
            return place < fields.size() ? fields.get(place) : null;
        }
    }

    public static CsvLines of(String text) {
        var reader = new LineReader();
        var lines = new ArrayList<Line>();
        try {
            CsvReader.builder()
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .build(reader, text + "\n" + END)
                    .forEach(lines::add);
        } catch (CsvParseException e) {
            return broken(reader.line(), "expected a comma or the end of the line behind a closing quote");
        }
        var last = lines.remove(lines.size() - 1);
        if (!List.of(END).equals(last.fields())) {
            return broken(last.number(), "a quote is opened and never closed");
        }
        lines.removeIf(Line::isBlank);
        return new CsvLines(lines, null);
    }

    private static CsvLines broken(long line, String reason) {
        return new CsvLines(List.of(), new BadRow(line, null, reason));
    }

    /** Collects the fields of a record, and remembers where it began even when it cannot be read. */
    private static final class LineReader extends AbstractBaseCsvCallbackHandler<Line> {
        private List<String> fields = new ArrayList<>();

        long line() {
            return getStartingLineNumber();
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields = new ArrayList<>();
        }

        @Override
        protected void handleField(int place, char[] buffer, int offset, int length, boolean quoted) {
            var text = new String(buffer, offset, length).strip().replace("\r\n", "\n");
            fields.add(text.isEmpty() ? null : text);
        }

        @Override
        protected Line buildRecord() {
            return new Line(getStartingLineNumber(), fields);
        }
    }
}
