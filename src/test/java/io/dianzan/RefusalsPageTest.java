package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Faults;
import io.dianzan.http.Language;
import io.dianzan.page.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/refusals.md} has a row for each refusal, with its status, two languages and advice. */
class RefusalsPageTest {
    private static final int COLUMNS = 6;
    /** Facts that are their own names, in braces. */
    private static final Map<String, String> BRACES =
            Map.of("resets", "{resets}", "opens", "{opens}", "text", "{text}", "request", "{request}");

    private final List<List<String>> rows = rows();
    private final Texts texts = Texts.read();

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void everyRefusalHasItsRow(Refusal refusal) {
        var row = rows.stream()
                .filter(cells -> cells.get(0).equals("`" + refusal.code() + "`"))
                .toList();

        assertThat(row).hasSize(1);
        assertThat(row.get(0)).hasSize(COLUMNS).noneMatch(String::isBlank);
        assertThat(row.get(0).get(1)).contains(Integer.toString(Faults.statusOf(refusal)));
    }

    @Test
    void noRowIsOfARefusalThatDoesNotExist() {
        assertThat(rows).hasSize(Refusal.values().length);
    }

    @Test
    void nothingIsShoutedAtAVoter() {
        assertThat(rows).allSatisfy(row -> assertThat(row.get(2) + row.get(3)).doesNotContain("!", "！", "失败", "成功"));
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void phonesSayWhatThePageOfRefusalsSays(Refusal refusal) {
        var row = rows.stream()
                .filter(cells -> cells.get(0).equals("`" + refusal.code() + "`"))
                .findFirst()
                .orElseThrow();
        var key = "refusal." + refusal.code();
        if (!row.get(3).equals("(nothing)")) {
            assertThat(texts.in(Language.ZH).say(key, BRACES)).isEqualTo(row.get(2));
            assertThat(texts.in(Language.EN).say(key, BRACES)).isEqualTo(row.get(3));
        }
    }

    private static List<List<String>> rows() {
        try {
            return Files.readAllLines(Path.of("docs/refusals.md")).stream()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> Arrays.stream(
                                    line.substring(1, line.length() - 1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
