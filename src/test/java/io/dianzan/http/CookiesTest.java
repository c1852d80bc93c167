package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own cookies, read from what browsers send. */
class CookiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lang=en",
                "lang=en; visitor=x",
                "visitor=x; lang=en",
                "visitor=x;lang=en",
                "visitor=x; lang=en ; token=y",
                "xlang=zh; lang=en",
                "langx=zh; lang=en; lang=zh",
                "lang; lang=en",
                ";; lang=en",
            })
    void findsACookieByItsWholeName(String header) {
        assertThat(Cookies.valueIn(header, "lang")).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", " ", "lang", "la", "xlang=en", "langx=en", "visitor=lang=en", "Lang=en"})
    void findsNothingWhereThereIsNone(String header) {
        assertThat(Cookies.valueIn(header, "lang")).isNull();
    }

    @Test
    void aValueMayHoldAnEqualsSign() {
        assertThat(Cookies.valueIn("a=b==; lang=", "a")).isEqualTo("b==");
        assertThat(Cookies.valueIn("a=b==; lang=", "lang")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "abcdefghijklmnopqrst_-, true",
        "ABCDEFGHIJKLMNOPQRS019, true",
        "short, false",
        "abcdefghijklmnopqrst_.,false",
        "abcdefghijklmnopqrst_-x,false"
    })
    void aVisitorsNameIsOfOurOwnMaking(String cookie, boolean ours) {
        assertThat(Visitors.isName(cookie)).isEqualTo(ours);
    }
}
