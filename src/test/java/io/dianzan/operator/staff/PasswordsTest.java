package io.dianzan.operator.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.operator.staff.Passwords.Cost;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final String PASSWORD = "correct horse battery";
    private final Passwords passwords = new Passwords(new Cost(64, 1, 1));

    @Test
    void a_password_fits_its_own_row_and_no_other_does() {
        var written = passwords.hash(PASSWORD);

        assertThat(passwords.fits(PASSWORD, written)).isTrue();
        assertThat(passwords.fits(PASSWORD + " ", written)).isFalse();
        assertThat(passwords.fits("", written)).isFalse();
        assertThat(written).doesNotContain(PASSWORD);
    }

    @Test
    void two_rows_of_one_password_tell_nobody_so() {
        assertThat(passwords.hash(PASSWORD)).isNotEqualTo(passwords.hash(PASSWORD));
    }

    @Test
    void a_name_that_nobody_has_fits_no_password() {
        assertThat(passwords.fits(PASSWORD, null)).isFalse();
    }

    @Test
    void the_cost_stands_in_the_row_and_an_old_row_still_fits_when_it_grows() {
        var grown = new Passwords(new Cost(128, 2, 1));
        var written = passwords.hash(PASSWORD);

        assertThat(written).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(grown.fits(PASSWORD, written)).isTrue();
        assertThat(grown.isOutdated(written)).isTrue();
        assertThat(grown.isOutdated(grown.hash(PASSWORD))).isFalse();
        assertThat(passwords.isOutdated(grown.hash(PASSWORD))).isFalse();
    }

    @Test
    void it_costs_what_owasp_asks_for() {
        assertThat(new Passwords(Passwords.COST).hash(PASSWORD)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void letters_that_look_alike_are_one() {
        var composed = passwords.hash("caf\u00e9 caf\u00e9 caf\u00e9");

        assertThat(passwords.fits("cafe\u0301 cafe\u0301 cafe\u0301", composed)).isTrue();
    }

    @Test
    void a_row_that_is_not_ours_is_a_fault_and_no_wrong_password() {
        assertThatThrownBy(() -> passwords.fits(PASSWORD, "plain")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        passwords.fits(PASSWORD, "$argon2id$v=19$m=9999999,t=1,p=1$AAAAAAAAAAA$" + "A".repeat(43)))
                .isInstanceOf(IllegalStateException.class);
    }
}
