package io.dianzan.operator.figures;

import io.dianzan.campaign.Reloading.FileProblem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the page "live" shows of a campaign. {@code pace}: votes a second now; {@code since}: from when on works have gained
 * votes; {@code outcomeToLogins}: of the last ten minutes, most first, without those that went well; {@code files}: what is wrong with the
 * campaigns' files.
 */
public record LiveView(
        Instant asOf,
        String slug,
        double pace,
        Minutes minutes,
        Figures.Processes processes,
        Instant since,
        List<Standings.Line> ranking,
        Map<String, Long> outcomeToLogins,
        List<FileProblem> files) {

    /** The last whole minute. */
    public Minutes.Line lastMinute() {
        var lines = minutes.lines();
        return lines.get(lines.size() - 1);
    }

    /** One digit after the point where there are few. */
    public String paceText() {
        return pace >= 10 || pace == 0 ? Long.toString(Math.round(pace)) : String.format(Locale.ROOT, "%.1f", pace);
    }

    public long failedLogins() {
        return outcomeToLogins.values().stream().mapToLong(Long::longValue).sum();
    }
}
