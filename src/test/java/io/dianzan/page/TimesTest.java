package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.http.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Texts TEXTS = Texts.read();
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** 28 February, 23:30 in Shanghai. */
    private static final Instant NOW = Instant.parse("2024-02-28T15:30:00Z");

    private final Times zh = new Times(TEXTS.in(Language.ZH), SHANGHAI);
    private final Times en = new Times(TEXTS.in(Language.EN), SHANGHAI);

    @ParameterizedTest
    @CsvSource({
        "2024-02-28T15:59:00Z, 今天 23:59, today at 23:59",
        "2024-02-28T16:00:00Z, 明天 0:00, tomorrow at 0:00",
        "2024-02-29T15:59:59Z, 明天 23:59, tomorrow at 23:59",
        "2024-02-29T16:00:00Z, 3月1日 0:00, 1 Mar at 0:00",
        "2024-03-28T16:00:00Z, 3月29日 0:00, 29 Mar at 0:00",
        "2024-01-29T04:05:00Z, 1月29日 12:05, 29 Jan at 12:05"
    })
    void aTimeIsSaidInTheCampaignsZone(Instant time, String chinese, String english) {
        assertThat(zh.near(time, NOW)).isEqualTo(chinese);
        assertThat(en.near(time, NOW)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({
        "-PT1H, 00:00, 00:00",
        "PT59M59S, 00:59, 00:59",
        "PT23H59M, 23:59, 23:59",
        "P1DT4H12M, 1天 04:12, 1 day 04:12",
        "P3DT4H12M, 3天 04:12, 3 days 04:12"
    })
    void whatIsLeftIsNeverBelowNought(Duration left, String chinese, String english) {
        assertThat(zh.left(NOW.plus(left), NOW)).isEqualTo(chinese);
        assertThat(en.left(NOW.plus(left), NOW)).isEqualTo(english);
    }

    @Test
    void theZoneIsNamed() {
        assertThat(zh.zone()).isEqualTo("北京时间");
        assertThat(en.zone()).isEqualTo("Beijing time");
        assertThat(new Times(TEXTS.in(Language.EN), ZoneId.of("Europe/Berlin")).zone())
                .isNotBlank();
    }
}
