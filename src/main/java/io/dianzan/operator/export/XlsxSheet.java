package io.dianzan.operator.export;

import java.io.IOException;
import java.io.OutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook, written as it comes: rows leave memory a few at a time, texts stand in their cells and not in a table that
 * would grow with them, and a sheet that is full is followed by another. Times are texts, for Excel's have no zone.
 */
final class XlsxSheet implements Sheet {
    /** Excel's own limit. */
    static final int MOST_LINES = Worksheet.MAX_ROWS;

    private static final int LINES_IN_MEMORY = 500;
    /** The quickest: the file is a third larger, and made in half the time. */
    private static final int COMPRESSION = 1;

    private static final int WIDTH = 18;

    private final Workbook book;
    private final Heading heading;
    private final int mostLines;
    private Worksheet sheet;
    private int sheets;
    private int line;

    XlsxSheet(OutputStream out, Heading heading, int mostLines) {
        this.book = new Workbook(out, "dianzan", null);
        this.heading = heading;
        this.mostLines = mostLines;
        book.setCompressionLevel(COMPRESSION);
        beginSheet();
    }

    @Override
    public void row(Object[] cells) throws IOException {
        if (line == mostLines) {
            sheet.finish();
            beginSheet();
        }
        for (int column = 0; column < cells.length; column++) {
            put(column, cells[column]);
        }
        line++;
        if (line % LINES_IN_MEMORY == 0) {
            sheet.flush();
        }
    }

    @Override
    public void end() throws IOException {
        sheet.finish();
        book.finish();
    }

    private void beginSheet() {
        sheets++;
        sheet = book.newWorksheet(heading.what().word() + (sheets == 1 ? "" : " " + sheets));
        sheet.freezePane(0, 1);
        for (int column = 0; column < heading.columns().size(); column++) {
            sheet.width(column, WIDTH);
            sheet.inlineString(0, column, heading.columns().get(column));
            sheet.style(0, column).bold().set();
        }
        line = 1;
    }

    private void put(int column, Object cell) {
        if (cell instanceof Number number) {
            sheet.value(line, column, number);
        } else if (cell instanceof Boolean flag) {
            sheet.value(line, column, flag);
        } else if (cell instanceof String text) {
            sheet.inlineString(line, column, SafeText.xlsx(text));
        } else if (cell != null) {
            sheet.inlineString(line, column, Cells.plain(cell));
        }
    }
}
