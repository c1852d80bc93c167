package io.dianzan.operator.figures;

import io.dianzan.catalogue.Work;
import io.dianzan.page.Numbers;
import io.dianzan.page.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** How the pages of figures say them, in one language. */
public record Said(Words words) {
    private static final int LONGEST_LABEL = 8;
    private static final double PERCENT = 100;

    /** The name of an outcome, or its code where it has none. */
    public String outcome(String code) {
        var key = "outcome." + code;
        return words.knows(key) ? words.say(key) : code;
    }

    /** Such as +12; what did not move is a dash. */
    public String plus(long gained) {
        return gained == 0 ? "–" : "+" + Numbers.grouped(gained);
    }

    public String climbed(Standings.Line line) {
        if (line.climbed() == null) {
            return "–";
        }
        if (line.climbed() == 0) {
            return words.say("works.still");
        }
        return line.climbed() > 0
                ? "▲ " + words.say("works.up", "n", line.climbed())
                : "▼ " + words.say("works.down", "n", -line.climbed());
    }

    public boolean moved(Standings.Line line) {
        return line.climbed() != null && line.climbed() != 0;
    }

    /** Such as ▲3, of what moved. */
    public String arrow(Standings.Line line) {
        return (line.climbed() > 0 ? "▲" : "▼") + Math.abs(line.climbed());
    }

    /** The class of a movement. */
    public String direction(Standings.Line line) {
        return !moved(line) ? null : line.climbed() > 0 ? "up" : "down";
    }

    /** A work beside its bar: short, and with the last hour's votes. */
    public String label(Standings.Line line) {
        var title = line.work().title();
        var shown = title.codePointCount(0, title.length()) <= LONGEST_LABEL
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
        return line.work().number() + " " + shown + (line.gained() == 0 ? "" : "  " + plus(line.gained()));
    }

    /** The same search as a part of an address, after {@code mark}; nothing where nothing is searched for. */
    public String searching(String search, String mark) {
        return search.isEmpty() ? "" : mark + "q=" + URLEncoder.encode(search, StandardCharsets.UTF_8);
    }

    public String address(Standings.Line line) {
        return Work.escaped(line.work().number());
    }

    /** Such as 12.5%. */
    public String part(long some, long all) {
        return all == 0 ? "–" : String.format(Locale.ROOT, "%.1f%%", PERCENT * some / all);
    }

    /** How much of all taps was refused. */
    public String partOfAll(Minutes.Line line) {
        var all = line.recorded() + line.repeated() + line.allRefused();
        return all == 0 ? words.say("live.noTaps") : words.say("live.ofAll", "n", part(line.allRefused(), all));
    }

    public String commits(Figures.Processes processes) {
        return words.say(
                processes.slow() == 0 ? "live.noCommits" : "live.commits",
                Map.of(
                        "median", processes.median(),
                        "slow", processes.slow(),
                        "processes", processes.processes()));
    }

    public String firstReason(LiveView view) {
        return view.outcomeToLogins().keySet().stream()
                .findFirst()
                .map(this::outcome)
                .orElseGet(() -> words.say("live.noFailures"));
    }
}
