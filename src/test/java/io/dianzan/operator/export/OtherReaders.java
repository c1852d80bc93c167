package io.dianzan.operator.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads exports with libraries that had no part in writing them, row by row. Every cell is told as text. */
final class OtherReaders {
    private OtherReaders() {}

    /** A file that was read as a whole. */
    record Read(List<String> columns, List<List<String>> rows) {}

    static Read read(Format format, byte[] file) throws IOException {
        var temporary = Files.createTempFile("export", "." + format.word());
        try {
            Files.write(temporary, file);
            var lines = new ArrayList<List<String>>();
            each(format, temporary, lines::add);
            return lines.isEmpty()
                    ? new Read(List.of(), List.of())
                    : new Read(lines.get(0), lines.subList(1, lines.size()));
        } finally {
            Files.delete(temporary);
        }
    }

    /** The columns, and then each row. */
    static void each(Format format, Path file, Consumer<List<String>> line) throws IOException {
        switch (format) {
            case CSV -> csv(file, line);
            case XLSX -> xlsx(file, line);
            case JSON -> json(file, line);
        }
    }

    private static void csv(Path file, Consumer<List<String>> line) throws IOException {
        try (var in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(3), new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})) {
                throw new AssertionError("no byte order mark");
            }
            try (var parser = CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
                parser.forEach(row -> line.accept(row.toList()));
            }
        }
    }

    /** What is absent is told as empty text; the columns are those of the first row. */
    private static void json(Path file, Consumer<List<String>> line) throws IOException {
        var columns = new LinkedHashSet<String>();
        long rows = 0;
        long count = -1;
        try (var parser = new JsonFactory().createParser(file.toFile())) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("rows")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        var columnToCell = new HashMap<String, String>();
                        while (parser.nextToken() == JsonToken.FIELD_NAME) {
                            columns.add(parser.currentName());
                            parser.nextToken();
                            columnToCell.put(parser.currentName(), parser.getText());
                        }
                        if (rows++ == 0) {
                            line.accept(List.copyOf(columns));
                        }
                        line.accept(columns.stream()
                                .map(column -> columnToCell.getOrDefault(column, ""))
                                .toList());
                    }
                } else if (token == JsonToken.FIELD_NAME && parser.currentName().equals("count")) {
                    parser.nextToken();
                    count = parser.getLongValue();
                }
            }
        }
        if (count != rows) {
            throw new AssertionError("count says " + count + " of " + rows + " rows");
        }
    }

    static List<String> sheets(byte[] book) throws IOException {
        try (var file = OPCPackage.open(new ByteArrayInputStream(book))) {
            var names = new ArrayList<String>();
            var sheets = (XSSFReader.SheetIterator) new XSSFReader(file).getSheetsData();
            while (sheets.hasNext()) {
                sheets.next().close();
                names.add(sheets.getSheetName());
            }
            return names;
        } catch (OpenXML4JException e) {
            throw new AssertionError(e);
        }
    }

    /** A second sheet goes on where the first ended; its line of columns is left out. */
    private static void xlsx(Path path, Consumer<List<String>> line) throws IOException {
        // that millions of rows like each other is no attack
        ZipSecureFile.setMinInflateRatio(0);
        try (var file = OPCPackage.open(path.toFile())) {
            var reader = new XSSFReader(file);
            var strings = new ReadOnlySharedStringsTable(file);
            var sheets = reader.getSheetsData();
            for (int sheet = 0; sheets.hasNext(); sheet++) {
                try (InputStream in = sheets.next()) {
                    var parser = XMLHelper.newXMLReader();
                    parser.setContentHandler(new XSSFSheetXMLHandler(
                            reader.getStylesTable(), strings, new Lines(line, sheet > 0), false));
                    parser.parse(new InputSource(in));
                }
            }
        } catch (OpenXML4JException | SAXException | javax.xml.parsers.ParserConfigurationException e) {
            throw new AssertionError("no workbook", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Cells that are empty are not in the file; they are told as empty text. */
    private static final class Lines implements SheetContentsHandler {
        private final Consumer<List<String>> line;
        private boolean skipping;
        private List<String> cells;
        private int width;

        Lines(Consumer<List<String>> line, boolean skipFirst) {
            this.line = line;
            this.skipping = skipFirst;
        }

        @Override
        public void startRow(int row) {
            cells = new ArrayList<>();
        }

        @Override
        public void cell(String reference, String value, XSSFComment comment) {
            var column = new CellReference(reference).getCol();
            while (cells.size() < column) {
                cells.add("");
            }
            // a cell of truth is shown so
            cells.add(value.equals("TRUE") || value.equals("FALSE") ? value.toLowerCase(Locale.ROOT) : value);
        }

        @Override
        public void endRow(int row) {
            width = Math.max(width, cells.size());
            while (cells.size() < width) {
                cells.add("");
            }
            if (!skipping) {
                line.accept(cells);
            }
            skipping = false;
        }
    }
}
