package io.dianzan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String GOOD = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @TempDir
    Path folder;

    @Test
    void a_ring_that_is_made_is_read_again_and_nobody_else_may() throws IOException {
        var file = folder.resolve("keys/tokens");
        var made = KeyRing.readOrMake(file);

        assertThat(KeyRing.readOrMake(file).newest().bytes())
                .isEqualTo(made.newest().bytes())
                .hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.toString()).contains("k1:***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "k1", ":" + GOOD, "k1:!", "k1:AAAA", "k1:" + GOOD + "\nk1:" + GOOD})
    void a_file_that_is_no_ring_is_refused_without_a_word_of_the_keys(String text) throws IOException {
        var file = Files.writeString(folder.resolve("ring"), text);

        assertThatThrownBy(() -> KeyRing.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ring: ")
                .hasMessageNotContaining(GOOD);
    }
}
