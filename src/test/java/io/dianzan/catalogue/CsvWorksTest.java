package io.dianzan.catalogue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.catalogue.ImportSheet.SheetRow;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWorksTest {
    private static final String HEADER = "number,title,author,category,link\n";

    @Test
    void theDemoFileIsReadWhole() throws IOException {
        var sheet = CsvWorks.read(ImportFile.of(Path.of("conf/works/demo.csv")).bytes());

        assertThat(sheet.bad()).isEmpty();
        assertThat(sheet.rows()).hasSize(1100);
        assertThat(sheet.rows().get(96)).satisfies(row -> {
            assertThat(row.line()).isEqualTo(98);
            assertThat(row.work().number()).isEqualTo("0097");
            assertThat(row.work().summary()).endsWith("样例作品第97号，含\"引号\"、逗号, 和\n换行");
        });
        assertThat(sheet.rows().get(97).line()).isEqualTo(100);
        assertThat(sheet.rows().get(1099).work().link()).isEqualTo("https://works.example/1100");
    }

    @Test
    void columnsComeInAnyOrderAndOptionalOnesMayBeEmpty() {
        var sheet = read("category,Title , media,number,author,cover\n文字,T,https://m.example/a?b=c,0001,A,\n");

        assertThat(sheet.bad()).isEmpty();
        assertThat(sheet.rows())
                .containsExactly(new SheetRow(
                        2, new NewWork("0001", "T", "A", "文字", null, null, null, "https://m.example/a?b=c")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFnumber,title,author,category\n1,T,A,C\n",
                "number,title,author,category\r\n1,T,A,C\r\n",
                "number,title,author,category\n1,T,A,C",
                "\"number\",\"title\",\"author\",\"category\"\n\n 1 ,\"T\",A,C\n,,,\n\n",
                "number,title,author,category,summary,link\n1,T,A,C\n",
            })
    void spreadsheetsMayWriteItTheirWay(String text) {
        var sheet = read(text);

        assertThat(sheet.bad()).isEmpty();
        assertThat(sheet.rows())
                .extracting(SheetRow::work)
                .containsExactly(new NewWork("1", "T", "A", "C", null, null, null, null));
    }

    @Test
    void lineBreaksWithinQuotesAreKeptAndCounted() {
        var sheet = read("number,title,author,category\r\n1,\"a\r\nb\",A,C\r\n2,x,A,\r\n");

        assertThat(sheet.rows().get(0).work().title()).isEqualTo("a\nb");
        assertThat(sheet.bad()).singleElement().hasToString("line 4, category: expected a text, found nothing");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void whatIsWrongIsNamedByLineColumnAndReason(String why, String text, String... expected) {
        assertThat(read(text).bad()).extracting(BadRow::toString).containsExactly(expected);
    }

    static Stream<Arguments> badFiles() {
        var web = "expected an address that begins with https:// or http://";
        return Stream.of(
                bad("empty", "", "line 1: expected a header and at least one work below it"),
                bad("only a header", HEADER, "line 1: expected a header and at least one work below it"),
                bad(
                        "unknown column",
                        "number,title,author,category,autor\n1,T,A,C,x\n",
                        "line 1, autor: unknown column; known are number, title, author, category, summary, link, cover,"
                                + " media"),
                bad(
                        "column twice",
                        "number,title,author,category,title\n1,T,A,C,T\n",
                        "line 1, title: the column stands here twice"),
                bad(
                        "columns missing",
                        "number,title\n1,T\n",
                        "line 1, author: the column is missing",
                        "line 1, category: the column is missing"),
                bad("too many fields", HEADER + "1,T,A,C,,x\n", "line 2: expected 5 fields, found 6"),
                bad(
                        "a field missing",
                        HEADER + "1,T\n",
                        "line 2, author: expected a text, found nothing",
                        "line 2, category: expected a text, found nothing"),
                bad("blank title", HEADER + "1,　,A,C,\n", "line 2, title: expected a text, found nothing"),
                bad("no number", HEADER + ",T,A,C,\n", "line 2, number: expected a text, found nothing"),
                bad(
                        "number with a slash",
                        HEADER + "1/2,T,A,C,\n",
                        "line 2, number: expected letters, digits, '.', '_' or '-'"),
                bad(
                        "number too long",
                        HEADER + "1".repeat(21) + ",T,A,C,\n",
                        "line 2, number: expected at most 20 characters, found 21"),
                bad(
                        "title too long",
                        HEADER + "1," + "字".repeat(201) + ",A,C,\n",
                        "line 2, title: expected at most 200 characters, found 201"),
                bad("control character", HEADER + "1,T\u0000,A,C,\n", "line 2, title: expected no control characters"),
                bad(
                        "same number",
                        HEADER + "1,T,A,C,\n\"2\",\"a\nb\",A,C,\n1,T,A,C,\n",
                        "line 5, number: 1 stands already in line 2"),
                bad(
                        "same value",
                        HEADER + "0017,T,A,C,\n17,T,A,C,\n",
                        "line 3, number: 17 stands already in line 2, as 0017"),
                bad("script", HEADER + "1,T,A,C,javascript:alert(1)\n", "line 2, link: " + web),
                bad("data", HEADER + "1,T,A,C,\"data:text/html,x\"\n", "line 2, link: " + web),
                bad("no host", HEADER + "1,T,A,C,https:///x\n", "line 2, link: " + web),
                bad("no scheme", HEADER + "1,T,A,C,//works.example/1\n", "line 2, link: " + web),
                bad("blank in an address", HEADER + "1,T,A,C,https://works.example/a b\n", "line 2, link: " + web),
                bad(
                        "quote never closed",
                        HEADER + "1,T,A,C,\n2,\"T,A,C,\n3,T,A,C,\n",
                        "line 3: a quote is opened and never closed"),
                bad(
                        "text behind a quote",
                        HEADER + "1,T,A,C,\n2,\"T\"x,A,C,\n",
                        "line 3: expected a comma or the end of the line behind a closing quote"),
                bad(
                        "two rows",
                        HEADER + "1,,A,C,ftp://x.example/\n2,T,A,C,\n3,T,,C,\n",
                        "line 2, title: expected a text, found nothing",
                        "line 2, link: " + web,
                        "line 4, author: expected a text, found nothing"));
    }

    @Test
    void otherEncodingsAreNamedByTheirFirstLine() {
        var text = "number,title,author,category\n1,T,A,C\n2,Zoë,A,C\n";

        assertThat(read(text, ISO_8859_1))
                .hasToString("line 3: expected UTF-8, found other bytes; save the file as \"CSV UTF-8\"");
        assertThat(read(text.replace("ë", "样"), Charset.forName("GBK")).line()).isEqualTo(3);
        assertThat(read(text, UTF_16))
                .hasToString("line 1: expected UTF-8, found UTF-16; save the file as \"CSV UTF-8\"");
        assertThat(cut("number,title,author,category\n1,T,A,字").line()).isEqualTo(2);
    }

    private static Arguments bad(String why, String text, String... expected) {
        return Arguments.of(why, text, expected);
    }

    private static ImportSheet read(String text) {
        return CsvWorks.read(text.getBytes(UTF_8));
    }

    private static BadRow read(String text, Charset charset) {
        return CsvWorks.read(text.getBytes(charset)).bad().get(0);
    }

    /** The text in UTF-8, cut off within its last character. */
    private static BadRow cut(String text) {
        var bytes = text.getBytes(UTF_8);
        return CsvWorks.read(Arrays.copyOf(bytes, bytes.length - 1)).bad().get(0);
    }
}
