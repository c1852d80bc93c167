package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private static final Calendar SHANGHAI = new Calendar(ZoneId.of("Asia/Shanghai"), LocalTime.MIDNIGHT);
    private static final Calendar BERLIN = new Calendar(ZoneId.of("Europe/Berlin"), LocalTime.of(2, 30));

    @Test
    void aDayEndsAtMidnightOfItsZone() {
        assertThat(SHANGHAI.dateOf(Instant.parse("2024-02-28T15:59:59.999Z"))).isEqualTo("2024-02-28");
        assertThat(SHANGHAI.dateOf(Instant.parse("2024-02-28T16:00:00Z"))).isEqualTo("2024-02-29");
    }

    @Test
    void aDayThatStartsAtFiveKeepsTheNight() {
        var calendar = new Calendar(ZoneId.of("Asia/Shanghai"), LocalTime.of(5, 0));
        assertThat(calendar.dateOf(Instant.parse("2024-02-29T20:59:59Z"))).isEqualTo("2024-02-29");
        assertThat(calendar.dateOf(Instant.parse("2024-02-29T21:00:00Z"))).isEqualTo("2024-03-01");
    }

    @Test
    void aStartInTheGapIsLaterByTheGap() {
        var day = BERLIN.day(LocalDate.parse("2024-03-31"));
        assertThat(day.starts()).isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
        assertThat(Duration.between(day.starts(), day.ends())).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void aStartInTheOverlapIsTheEarlier() {
        var day = BERLIN.day(LocalDate.parse("2024-10-27"));
        assertThat(day.starts()).isEqualTo(Instant.parse("2024-10-27T00:30:00Z"));
        assertThat(Duration.between(day.starts(), day.ends())).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void everyInstantHasExactlyOneDay() {
        var first = Instant.parse("2024-03-29T00:00:00Z");
        for (int minute = 0; minute < 5 * 24 * 60; minute++) {
            var instant = first.plusSeconds(60L * minute);
            assertThat(BERLIN.day(BERLIN.dateOf(instant)).contains(instant)).isTrue();
        }
    }
}
