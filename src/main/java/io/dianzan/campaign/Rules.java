package io.dianzan.campaign;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * One version of a campaign's file: what a voter may do, and when. {@code opens} and {@code closes} may be null: always
 * open, never closing. {@code changedBy} and {@code changeReason}: who made this version, and why; may be null.
 */
public record Rules(
        String slug,
        String titleZh,
        String titleEn,
        ZoneId zone,
        LocalTime dayStarts,
        Instant opens,
        Instant closes,
        int perDay,
        SameWork sameWork,
        List<String> channels,
        TapLimit accountLimit,
        TapLimit addressLimit,
        boolean resultsHidden,
        String changedBy,
        String changeReason) {

    /** Without a key two taps on the same work could not be told from one tap sent twice. */
    public boolean needsKey() {
        return sameWork == SameWork.ALLOWED && perDay > 1;
    }

    public Calendar calendar() {
        return new Calendar(zone, dayStarts);
    }
}
