package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private final Envelope envelope = new Envelope(TestKeys.ring("k2", "k1"), "tokens", () -> "k2");

    @Test
    void what_was_closed_opens_again_in_its_place() {
        var closed = envelope.close("点赞 token", "here");

        assertThat(closed).startsWith("k2:").doesNotContain("token", "点赞");
        assertThat(envelope.open(closed, "here")).contains("点赞 token");
    }

    @Test
    void the_same_text_never_looks_the_same() {
        assertThat(envelope.close("token", "here")).isNotEqualTo(envelope.close("token", "here"));
    }

    @Test
    void it_opens_in_no_other_place_and_for_no_other_purpose() {
        var closed = envelope.close("token", "here");

        assertThat(envelope.open(closed, "there")).isEmpty();
        assertThat(new Envelope(TestKeys.ring("k2", "k1"), "cookies", () -> "k2").open(closed, "here"))
                .isEmpty();
    }

    @Test
    void an_older_key_still_opens_and_one_that_is_gone_does_not() {
        var old = new Envelope(TestKeys.ring("k1"), "tokens", () -> "k1").close("token", "here");

        assertThat(envelope.open(old, "here")).contains("token");
        assertThat(new Envelope(TestKeys.ring("k2"), "tokens", () -> "k2").open(old, "here"))
                .isEmpty();
    }

    @Test
    void one_changed_letter_anywhere_spoils_it() {
        var closed = envelope.close("token", "here");
        for (int i = 0; i < closed.length() - 1; i++) {
            var other = closed.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(envelope.open(closed.substring(0, i) + other + closed.substring(i + 1), "here"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "k2", "k2:", "k2:AAAA", "k2:AAAAAAAAAAAAAAAA", "k2:?", "k9:AAAA", "nil"})
    void nonsense_is_nothing(String text) {
        assertThat(envelope.open(text, "here")).isEmpty();
    }
}
