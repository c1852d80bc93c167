package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.ServerConfig;
import io.dianzan.kit.TestClock;
import io.dianzan.kit.TestKeys;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptSealTest {
    private static final Attempt ATTEMPT = new Attempt(
            "house", "state1", "verifier1", "nonce1", "https://vote.example/v1/login/house/callback", "/c/demo", 0);

    private final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    private final AttemptSeal seal = new AttemptSeal(new Envelope(TestKeys.ring("k1"), "logins", () -> "k1"), clock);

    @Test
    void what_was_sealed_comes_back_and_cannot_be_read_on_the_way() {
        var sealed = seal.seal(ATTEMPT);

        assertThat(seal.open(sealed)).contains(ATTEMPT);
        assertThat(new String(Base64.getUrlDecoder().decode(sealed.split(":")[1])))
                .doesNotContain("state1", "verifier1", "/c/demo");
    }

    @Test
    void a_seal_lasts_ten_minutes() {
        var sealed = seal.seal(ATTEMPT);
        clock.forward(AttemptSeal.LIFE.minusSeconds(1));
        assertThat(seal.open(sealed)).contains(ATTEMPT);

        clock.forward(Duration.ofSeconds(2));
        assertNone(sealed);
    }

    @Test
    void after_a_change_of_keys_the_old_seal_opens_while_its_key_is_held() {
        var sealed = seal.seal(ATTEMPT);

        assertThat(new AttemptSeal(new Envelope(TestKeys.ring("k2", "k1"), "logins", () -> "k2"), clock).open(sealed))
                .contains(ATTEMPT);
        assertThat(new AttemptSeal(new Envelope(TestKeys.ring("k2"), "logins", () -> "k2"), clock).open(sealed))
                .isEmpty();
    }

    @Test
    void a_seal_that_was_touched_is_no_seal() {
        var sealed = seal.seal(ATTEMPT);
        for (int at = 0; at < sealed.length(); at += 7) {
            var other = sealed.charAt(at) == 'A' ? 'B' : 'A';

            assertNone(sealed.substring(0, at) + other + sealed.substring(at + 1));
        }
    }

    @Test
    void a_token_is_no_seal() {
        var tokens = new Tokens(
                TestKeys.ring("k1"), new ServerConfig.Tokens("dianzan", AttemptSeal.LIFE, null), clock, () -> "k1");

        assertNone(tokens.issue(new VoterToken(1, 0, "page", true)).token());
    }

    @ParameterizedTest
    @EmptySource
    @ValueSource(strings = {"x", "a.b.c.d.e", "eyJhbGciOiJub25lIn0..."})
    void whatever_else_is_no_seal(String text) {
        assertNone(text);
    }

    private void assertNone(String sealed) {
        assertThat(seal.open(sealed)).as(sealed).isEmpty();
    }
}
