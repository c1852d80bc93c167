package io.dianzan.operator.staff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormTokensTest {
    private final String secret = Secrets.fresh();

    @Test
    void a_token_fits_the_browser_that_it_was_made_for_and_no_other() {
        var token = FormTokens.issue(secret);

        assertThat(FormTokens.fits(secret, token)).isTrue();
        assertThat(FormTokens.fits(Secrets.fresh(), token)).isFalse();
        assertThat(FormTokens.fits(null, token)).isFalse();
    }

    @Test
    void each_page_has_another_one_and_none_tells_the_secret() {
        assertThat(FormTokens.issue(secret))
                .isNotEqualTo(FormTokens.issue(secret))
                .doesNotContain(secret);
    }

    @Test
    void what_is_no_token_fits_nobody() {
        for (var wrong : new String[] {null, "", ".", "x", "x.y", FormTokens.issue(secret) + "x", "a.".repeat(100)}) {
            assertThat(FormTokens.fits(secret, wrong)).as(wrong).isFalse();
        }
    }
}
