package io.dianzan.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The days of a campaign: day D runs from its start hour to that of the next date, in the campaign's zone. A start in a
 * gap of the clock is later by the gap's length, in an overlap it is the earlier one (as {@link ZonedDateTime#of} has it).
 */
public record Calendar(ZoneId zone, LocalTime dayStarts) {

    public Instant startOf(LocalDate day) {
        return ZonedDateTime.of(day, dayStarts, zone).toInstant();
    }

    public CampaignDay day(LocalDate day) {
        return new CampaignDay(day, startOf(day), startOf(day.plusDays(1)));
    }

    /** The day into which an instant falls. */
    public LocalDate dateOf(Instant instant) {
        var date = instant.atZone(zone).toLocalDate().plusDays(1);
        while (startOf(date).isAfter(instant)) {
            date = date.minusDays(1);
        }
        return date;
    }
}
