package io.dianzan.operator.export;

import io.dianzan.operator.export.ExportTable.Run;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What the page of exports shows: all that can be taken away, and the last that were. */
public record ExportView(String slug, List<Line> recent) {
    private static final int WHOLE = 100;

    static ExportView of(String slug, List<Run> runs) {
        return new ExportView(
                slug,
                runs.stream()
                        .map(run -> new Line(
                                run.startedAt().toInstant(),
                                run.what(),
                                run.format(),
                                run.operator(),
                                run.rows(),
                                run.about(),
                                run.outcome()))
                        .toList());
    }

    /** One export; {@code about} is null where nobody knows yet, {@code outcome} a word of the texts. */
    public record Line(
            Instant started, String what, String format, String operator, long rows, Long about, String outcome) {
        public boolean isRunning() {
            return outcome.equals("running");
        }

        /** How much of it is done, as far as is known. */
        public long percent() {
            return about == null || about == 0 ? 0 : Math.min(WHOLE, WHOLE * rows / about);
        }

        public String rowsText() {
            return grouped(rows);
        }

        public String aboutText() {
            return grouped(about);
        }

        private static String grouped(long number) {
            return String.format(Locale.ROOT, "%,d", number);
        }

        /** The class of its badge. */
        public String mood() {
            return switch (outcome) {
                case "whole" -> "ok";
                case "running" -> "wait";
                default -> "no";
            };
        }
    }

    /** Whether the page is to ask again soon. */
    public boolean isMoving() {
        return recent.stream().anyMatch(Line::isRunning);
    }

    public List<What> contents() {
        return List.of(What.values());
    }

    public List<Format> formats() {
        return List.of(Format.values());
    }

    public String address(What what, Format format) {
        return "/operator/c/" + slug + "/export/" + what.word() + "." + format.word();
    }
}
