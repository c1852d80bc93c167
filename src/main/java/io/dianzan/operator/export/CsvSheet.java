package io.dianzan.operator.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** CSV by RFC 4180, in UTF-8 with the mark by which Excel knows it. */
final class CsvSheet implements Sheet {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvWriter csv;

    CsvSheet(OutputStream out, Heading heading) throws IOException {
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(BYTE_ORDER_MARK);
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
        csv.writeRecord(heading.columns());
    }

    @Override
    public void row(Object[] cells) {
        csv.writeRecord(Arrays.stream(cells).map(CsvSheet::text).toList());
    }

    @Override
    public void end() throws IOException {
        csv.flush();
    }

    private static String text(Object cell) {
        return cell instanceof String text ? SafeText.csv(text) : Cells.plain(cell);
    }
}
