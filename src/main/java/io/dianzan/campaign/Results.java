package io.dianzan.campaign;

import java.time.Duration;
import java.util.Locale;

/**
 * How the counts of a campaign are shown before its close. {@code by}: how old they are at least, zero unless delayed;
 * {@code to}: the number to whose multiples they are rounded down, 1 unless rounded.
 */
public record Results(Show show, Duration by, int to) {
    /** As they are, which is also what everybody is told after the close. */
    public static final Results LIVE = new Results(Show.LIVE, Duration.ZERO, 1);

    /** The words of a campaign's file. */
    public enum Show {
        LIVE("live"),
        DELAYED("delayed"),
        ROUNDED("rounded"),
        HIDDEN("hidden");

        private final String word;

        Show(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Show of(String word) {
            for (var value : values()) {
                if (value.word.equals(word)) {
                    return value;
                }
            }
            return null;
        }
    }

    public boolean isHidden() {
        return show == Show.HIDDEN;
    }

    public boolean isDelayed() {
        return show == Show.DELAYED;
    }

    public boolean isRounded() {
        return show == Show.ROUNDED;
    }

    /** In a few English words, as {@code check} prints them. */
    public String words() {
        return switch (show) {
            case LIVE -> "live";
            case DELAYED -> "delayed by " + words(by);
            case ROUNDED -> "rounded down to multiples of " + to;
            case HIDDEN -> "hidden until the close";
        };
    }

    private static String words(Duration span) {
        return span.toString()
                .substring("PT".length())
                .replaceAll("(?<=[HM])(?=\\d)", " ")
                .toLowerCase(Locale.ROOT);
    }
}
