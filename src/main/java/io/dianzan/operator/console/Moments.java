package io.dianzan.operator.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Times as operators compare them: whole, in their campaign's zone; a page names the zone once. */
public record Moments(ZoneId zone) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Such as 2024-03-01 09:30:00; empty for null. */
    public String second(Instant time) {
        return time == null ? "" : SECOND.format(time.atZone(zone));
    }

    /** Such as 2024-03-01 09:30; empty for null. */
    public String minute(Instant time) {
        return time == null ? "" : MINUTE.format(time.atZone(zone));
    }

    /** Such as 09:30:00. */
    public String clock(Instant time) {
        return CLOCK.format(time.atZone(zone));
    }

    public LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    /** Such as Asia/Shanghai (UTC+08:00), as it is at that time. */
    String name(Instant time) {
        var offset = zone.getRules().getOffset(time);
        var utc = offset.getTotalSeconds() == 0 ? "UTC" : "UTC" + offset.getId();
        return zone.getDisplayName(TextStyle.NARROW, Locale.ROOT) + " (" + utc + ")";
    }
}
