package io.dianzan.login.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldSecretTest {
    private static final Instant NOW = Instant.EPOCH;

    @RepeatedTest(50)
    void it_is_due_in_the_first_half_of_its_last_five_minutes() {
        var held = held(7200, 7200);

        assertThat(held.due()).isBetween(NOW.plusSeconds(6900), NOW.plusSeconds(7050));
        assertThat(held.over()).isEqualTo(NOW.plusSeconds(7190));
    }

    @Test
    void what_is_left_counts_from_now_and_its_whole_life_tells_when_it_is_due() {
        assertThat(held(7200, 140).isDueAt(NOW)).isTrue();
        assertThat(held(7200, 140).isOverAt(NOW)).isFalse();
        assertThat(held(7200, 10).isOverAt(NOW)).isTrue();
        assertThat(held(300, 300).isDueAt(NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1", "10", "60", "300", "7200"})
    void a_new_one_is_of_use_however_short_its_life(long life) {
        var held = held(life, life);

        assertThat(held.isDueAt(NOW)).isFalse();
        assertThat(held.isOverAt(NOW)).isFalse();
        assertThat(held.due()).isBeforeOrEqualTo(held.over());
        assertThat(held.over()).isBefore(NOW.plusSeconds(life));
    }

    @Test
    void it_prints_as_nothing() {
        assertThat(held(1, 1)).hasToString("***");
        assertThat(new Issue("T", Duration.ofSeconds(1))).hasToString("***");
        assertThat(new SecretShelf.Copy("T", Duration.ZERO, Duration.ZERO)).hasToString("***");
    }

    private static HeldSecret held(long life, long left) {
        return HeldSecret.of("T", Duration.ofSeconds(life), Duration.ofSeconds(left), NOW);
    }
}
