package io.dianzan.operator.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The kinds of files that an export can be. */
public enum Format {
    CSV("text/csv; charset=utf-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    JSON("application/json");

    private final String type;

    Format(String type) {
        this.type = type;
    }

    /** The media type that a browser is told. */
    public String type() {
        return type;
    }

    /** The word on the command line, and the end of a file's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A file of this kind that begins on {@code out}. */
    Sheet begin(OutputStream out, Heading heading) throws IOException {
        return switch (this) {
            case CSV -> new CsvSheet(out, heading);
            case XLSX -> new XlsxSheet(out, heading, XlsxSheet.MOST_LINES);
            case JSON -> new JsonSheet(out, heading);
        };
    }
}
