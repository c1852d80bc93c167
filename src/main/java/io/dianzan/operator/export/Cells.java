package io.dianzan.operator.export;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What stands in cells. */
final class Cells {
    /** ISO 8601 in one width, with all that PostgreSQL keeps of a time, so that texts sort as times do. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private Cells() {}

    /** A time as people of the campaign's zone say it, with its offset; null stays null. */
    static OffsetDateTime time(OffsetDateTime time, ZoneId zone) {
        return time == null ? null : time(time.toInstant(), zone);
    }

    static OffsetDateTime time(Instant time, ZoneId zone) {
        return time.atZone(zone).toOffsetDateTime();
    }

    /** A cell as plain text, nothing for null. */
    static String plain(Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof OffsetDateTime time ? TIME.format(time) : cell.toString();
    }
}
