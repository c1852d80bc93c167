package io.dianzan.page;

import io.dianzan.http.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;

/** Times as people say them, in a campaign's zone; what the script says of times is said the same way. */
public final class Times {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

    private final Words words;
    private final ZoneId zone;

    public Times(Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    /** Such as 明天 0:00, or 3月5日 0:00 where that is neither today nor tomorrow. */
    public String near(Instant time, Instant now) {
        var there = time.atZone(zone);
        var today = LocalDate.ofInstant(now, zone);
        if (there.toLocalDate().equals(today)) {
            return words.say("time.today", "time", CLOCK.format(there));
        }
        return there.toLocalDate().equals(today.plusDays(1))
                ? words.say("time.tomorrow", "time", CLOCK.format(there))
                : date(there);
    }

    /** Such as 3月5日 0:00. */
    public String date(Instant time) {
        return date(time.atZone(zone));
    }

    /** Such as 3天 04:12; never below nought. */
    public String left(Instant until, Instant now) {
        var left = Duration.between(now, until);
        var minutes = left.isNegative() ? 0 : left.toMinutes();
        var clock = String.format(Locale.ROOT, "%02d:%02d", minutes / 60 % 24, minutes % 60);
        var days = minutes / 60 / 24;
        return days == 0
                ? clock
                : words.say(days == 1 ? "time.days.one" : "time.days.many", Map.of("n", days, "clock", clock));
    }

    /** The zone's name, such as 北京时间. */
    public String zone() {
        var known = "time." + zone.getId();
        return words.knows(known) ? words.say(known) : zone.getDisplayName(TextStyle.FULL, locale());
    }

    /** Such as 5 分钟. */
    public String span(Duration span) {
        if (span.toMinutes() == 0 || span.toSecondsPart() > 0) {
            return words.say("time.seconds", "n", span.toSeconds());
        }
        return span.toHours() == 0 || span.toMinutesPart() > 0
                ? words.say("time.minutes", "n", span.toMinutes())
                : words.say("time.hours", "n", span.toHours());
    }

    private String date(ZonedDateTime there) {
        return words.say(
                "time.date",
                Map.of(
                        "month",
                                there.getMonth()
                                        .getDisplayName(TextStyle.SHORT, locale())
                                        .replace("月", ""),
                        "day", there.getDayOfMonth(),
                        "time", CLOCK.format(there)));
    }

    private Locale locale() {
        return words.language() == Language.EN ? Locale.UK : Locale.SIMPLIFIED_CHINESE;
    }
}
