package io.dianzan.operator.overview;

import java.util.List;

/**
 * What a campaign's page shows; {@code since} and {@code text} may be null. {@code problems}: what is wrong with the
 * campaigns' files.
 */
public record OverviewView(
        String state,
        String mood,
        String icon,
        String since,
        String text,
        List<Figure> figures,
        List<Fact> facts,
        List<Act> acts,
        List<Day> days,
        List<Version> versions,
        List<String> problems) {

    public record Figure(String name, String value, String note) {}

    public record Fact(String name, String value) {}

    public record Act(String text, String href) {}

    /** {@code state} is as people say it; {@code mood} its colour. */
    public record Day(String day, String starts, String ends, String state, String mood, String fenced) {}

    public record Version(
            int version,
            String effective,
            String state,
            String mood,
            String by,
            String reason,
            String hash,
            String text,
            List<String> changes) {}
}
