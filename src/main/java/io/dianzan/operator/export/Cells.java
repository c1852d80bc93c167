package io.dianzan.operator.export;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What stands in cells. */
final class Cells {
    private Cells() {}

    /** A time as people of the campaign's zone say it, with its offset; null stays null. */
    static OffsetDateTime time(OffsetDateTime time, ZoneId zone) {
        return time == null ? null : time(time.toInstant(), zone);
    }

    static OffsetDateTime time(Instant time, ZoneId zone) {
        return time.atZone(zone).toOffsetDateTime();
    }

    /** A cell as plain text: times by ISO 8601, nothing for null. */
    static String plain(Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof OffsetDateTime time
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
                : cell.toString();
    }
}
