package io.dianzan.campaign;

import java.time.Instant;
import java.time.LocalDate;

/** A campaign day, named by the date on which it starts: from {@code starts} until before {@code ends}. */
public record CampaignDay(LocalDate date, Instant starts, Instant ends) {

    public boolean contains(Instant instant) {
        return !instant.isBefore(starts) && instant.isBefore(ends);
    }
}
