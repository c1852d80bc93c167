package io.dianzan.operator.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of strangers in cells. */
class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+86 10",
                "-2",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "  =1",
                "\u00A0=1",
                "\u200B=1",
                "\uFEFF=1",
                "＝1+1",
                "＋1",
                "－1",
                "＠SUM(A1)",
                "=cmd|' /C calc'!A0"
            })
    void whatBeginsLikeAFormulaGetsAnApostrophe(String text) {
        assertThat(SafeText.csv(text)).startsWith("'" + text.charAt(0));
        assertThat(SafeText.xlsx(text)).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "作品", "a=b", "1-2", "a@b.example", "'quoted'", "\"x\"", "a; b", "👍🏽", "第＝页"})
    void whatDoesNotStaysAsItIs(String text) {
        assertThat(SafeText.csv(text)).isEqualTo(text);
        assertThat(SafeText.xlsx(text)).isEqualTo(text);
    }

    @Test
    void whereTheSemicolonSeparatesNoCellBeginsLikeAFormulaEither() {
        assertThat(SafeText.csv("a;=1+1;b")).isEqualTo("a;'=1+1;b");
        assertThat(SafeText.csv("a\"; =1")).isEqualTo("a\"; '=1");
        assertThat(SafeText.csv("a\n=1")).isEqualTo("a\n'=1");
        assertThat(SafeText.csv("a;\"=1")).isEqualTo("a;\"'=1");
    }

    @Test
    void aWorkbookSaysWhatXmlCannot() {
        assertThat(SafeText.xlsx("a\u0001b\uFFFFc")).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(SafeText.xlsx("a\r\nb")).isEqualTo("a_x000D_\nb");
        assertThat(SafeText.xlsx("a_x0041_b")).isEqualTo("a_x005F_x0041_b");
    }

    @Test
    void noCellIsLongerThanExcelBears() {
        var long1 = SafeText.xlsx("x".repeat(40_000));
        assertThat(long1).hasSize(SafeText.LONGEST_CELL).endsWith(" [cut]");
        // never in the middle of a character
        var cut = SafeText.xlsx("👍".repeat(20_000));
        assertThat(cut).endsWith("👍 [cut]");
        assertThat(SafeText.csv("x".repeat(40_000))).hasSize(40_000);
    }
}
