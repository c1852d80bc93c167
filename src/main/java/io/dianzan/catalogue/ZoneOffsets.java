package io.dianzan.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** How far a zone is from UTC, and when that changes: for phones that know no zones, as mini-programs may not. */
final class ZoneOffsets {
    /** What a phone shows lies between the first login and the close; a campaign is rarely as long as these. */
    private static final Duration BEFORE = Duration.ofDays(366);

    private static final Duration AFTER = Duration.ofDays(2 * 366);

    private ZoneOffsets() {}

    /** From {@code from} (epoch seconds) on it is so many seconds east of UTC. */
    record From(@JsonProperty long from, @JsonProperty int seconds) {}

    /** The first is the one of a year ago. */
    static List<From> around(ZoneId zone, Instant now) {
        var rules = zone.getRules();
        var begin = now.minus(BEFORE);
        var found = new ArrayList<From>();
        found.add(new From(0, rules.getOffset(begin).getTotalSeconds()));
        for (var turn = rules.nextTransition(begin);
                turn != null && turn.getInstant().isBefore(now.plus(AFTER));
                turn = rules.nextTransition(turn.getInstant())) {
            found.add(new From(turn.toEpochSecond(), turn.getOffsetAfter().getTotalSeconds()));
        }
        return found;
    }
}
