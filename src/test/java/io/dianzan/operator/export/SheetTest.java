package io.dianzan.operator.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of each kind, read by readers that others have written. */
class SheetTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2024-02-27T08:00:00.123+08:00");
    private static final Heading HEADING =
            new Heading("demo", What.RESULTS, List.of("number", "title", "raw", "shared", "at", "day"), TIME, false);

    private static final List<String> HOSTILE = List.of(
            "=HYPERLINK(\"http://x.example\",\"点我\")",
            "他说“好”, \"quoted\"",
            "第一行\n第二行",
            "第一行\r\n第二行",
            "👍🏽🇨🇳𠮷",
            " leading and trailing ",
            "a,b;c\td",
            "<b>&amp;</b>",
            "_x0041_",
            "'");

    private static byte[] write(Format format, List<Object[]> rows) throws IOException {
        var out = new Pieces();
        var sheet = format.begin(out, HEADING);
        for (var row : rows) {
            sheet.row(row);
        }
        sheet.end();
        return out.take().getBytes();
    }

    private static Object[] row(String title) {
        return new Object[] {"0017", title, 10_243L, true, TIME, LocalDate.of(2024, 2, 27)};
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyTextComesBackAsItWasOrMadeSafe(Format format) throws IOException {
        var rows = HOSTILE.stream().map(SheetTest::row).toList();
        var read = OtherReaders.read(format, write(format, rows));
        assertThat(read.columns()).isEqualTo(HEADING.columns());
        assertThat(read.rows()).hasSize(HOSTILE.size());
        for (int i = 0; i < HOSTILE.size(); i++) {
            var expected =
                    format == Format.JSON || !HOSTILE.get(i).startsWith("=") ? HOSTILE.get(i) : "'" + HOSTILE.get(i);
            assertThat(read.rows().get(i))
                    .containsExactly(
                            "0017", expected, "10243", "true", "2024-02-27T08:00:00.123000+08:00", "2024-02-27");
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void nothingIsAWholeFileToo(Format format) throws IOException {
        var read = OtherReaders.read(format, write(format, List.of()));
        assertThat(read.rows()).isEmpty();
    }

    @Test
    void aCsvFileBeginsWithTheMarkThatExcelKnows() throws IOException {
        assertThat(write(Format.CSV, List.of())).startsWith(0xEF, 0xBB, 0xBF);
    }

    @Test
    void aSheetThatIsFullIsFollowedByAnother() throws IOException {
        var out = new Pieces();
        var sheet = new XlsxSheet(out, HEADING, 10);
        for (int i = 0; i < 20; i++) {
            sheet.row(row("work " + i));
        }
        sheet.end();
        var book = out.take().getBytes();
        assertThat(OtherReaders.sheets(book)).containsExactly("results", "results 2", "results 3");
        var read = OtherReaders.read(Format.XLSX, book);
        assertThat(read.rows()).hasSize(20);
        assertThat(read.rows().get(19).get(1)).isEqualTo("work 19");
        assertThat(XlsxSheet.MOST_LINES).isEqualTo(1_048_576);
    }

    @Test
    void jsonSaysWhatItIsAndHowMuch() throws IOException {
        var json = new String(write(Format.JSON, List.of(row("a"), row("b"))), StandardCharsets.UTF_8);
        assertThat(json)
                .startsWith("{\"campaign\":\"demo\",\"what\":\"results\",\"asOf\":\"2024-02-27T08:00:00.123000+08:00\","
                        + "\"status\":\"provisional\",\"rows\":[")
                .endsWith("],\"count\":2}\n");
    }
}
