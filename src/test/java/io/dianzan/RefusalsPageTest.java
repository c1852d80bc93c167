package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/refusals.md} has a row for each refusal, with its status, two languages and advice. */
class RefusalsPageTest {
    private static final int COLUMNS = 6;
    private final List<List<String>> rows = rows();

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
