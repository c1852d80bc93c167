package io.dianzan.share.picture;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a text may go on in the next line: between Chinese characters, but never so that a line begins with a closing
 * mark; between the words of other scripts, and within one only where it is longer than a line.
 */
final class LineBreaking {
    /** Beyond what Java keeps from a line's start: the middle dot between the parts of a title, dashes, dots. */
    private static final String NOT_FIRST = "·・—～~…–-，。、；：？！”’）》〉」』】〕,.;:?!)]}%";

    private static final String NOT_LAST = "“‘（《〈「『【〔([{#@";
    /** How much evenness it is worth to end a line where a reader would pause. */
    private static final double WITHOUT_PAUSE = 0.15;

    private final List<Letter> letters;
    private final float[] widths;
    private final Letter ellipsis;
    private final float ellipsisWidth;
    private final Set<Integer> allowed;

    LineBreaking(List<Letter> letters, float size, Letter ellipsis) {
        this.letters = letters;
        this.ellipsis = ellipsis;
        this.ellipsisWidth = Letter.width(List.of(ellipsis), size);
        this.widths = new float[letters.size()];
        for (int i = 0; i < widths.length; i++) {
            // beside the one before it, for some pairs stand closer or wider
            var before = letters.subList(Math.max(0, i - 1), i);
            widths[i] = Letter.width(letters.subList(Math.max(0, i - 1), i + 1), size)
                    - (before.isEmpty() ? 0 : Letter.width(before, size));
        }
        this.allowed = allowed(letters);
    }

    /** Before which letters a line may begin. */
    private static Set<Integer> allowed(List<Letter> letters) {
        var text = new StringBuilder();
        letters.forEach(letter -> text.append(letter.text()));
        var breaks = BreakIterator.getLineInstance(Locale.CHINA);
        breaks.setText(text.toString());
        var allowed = new HashSet<Integer>();
        var place = 0;
        for (int i = 0; i < letters.size(); i++) {
            if (i > 0
                    && breaks.isBoundary(place)
                    && !NOT_FIRST.contains(letters.get(i).text())
                    && !NOT_LAST.contains(letters.get(i - 1).text())) {
                allowed.add(i);
            }
            place += letters.get(i).text().length();
        }
        return allowed;
    }

    List<List<Letter>> lines(float width) {
        var lines = new ArrayList<List<Letter>>();
        var from = 0;
        while (from < letters.size()) {
            var next = next(from, width);
            lines.add(trimmed(from, next));
            from = withoutBlanks(next);
        }
        return lines;
    }

    /** The first lines, with what tells at the end of the last that there is more. */
    List<List<Letter>> cut(float width, int mostLines) {
        var lines = new ArrayList<List<Letter>>();
        var from = 0;
        while (lines.size() < mostLines - 1) {
            var next = next(from, width);
            lines.add(trimmed(from, next));
            from = withoutBlanks(next);
        }
        var last = new ArrayList<>(trimmed(from, fitting(from, width - ellipsisWidth)));
        while (!last.isEmpty() && isLoose(last.get(last.size() - 1))) {
            last.remove(last.size() - 1);
        }
        last.add(ellipsis);
        lines.add(last);
        return lines;
    }

    /** A mark that hangs before the dots says nothing. */
    private static boolean isLoose(Letter letter) {
        return letter.isBlank() || NOT_FIRST.contains(letter.text()) || NOT_LAST.contains(letter.text());
    }

    /**
     * So many lines of like length, ended where a reader would pause: a title then looks as if somebody had set it. Falls
     * back to full lines where a word must be broken.
     */
    List<List<Letter>> even(float width, int lines) {
        var ends = new Ends(width, lines).best(0, lines);
        if (ends == null) {
            return lines(width);
        }
        var set = new ArrayList<List<Letter>>();
        var from = 0;
        for (var end : ends.places()) {
            set.add(trimmed(from, end));
            from = withoutBlanks(end);
        }
        return set;
    }

    /** Where lines end, and how ill that looks. */
    private record Ending(double cost, List<Integer> places) {}

    /** Tries every set of line ends; titles that fit are short. */
    private final class Ends {
        private final float width;
        private final double aim;

        Ends(float width, int lines) {
            this.width = width;
            this.aim = widthOf(0, letters.size()) / lines;
        }

        /** The best way to set the rest in so many lines; null where there is none. */
        Ending best(int from, int lines) {
            if (lines == 1) {
                var rest = widthOf(from, letters.size());
                return from < letters.size() && rest <= width
                        ? new Ending(unevenness(rest), List.of(letters.size()))
                        : null;
            }
            Ending best = null;
            for (int end = from + 1; end < letters.size() && widthOf(from, end) <= width; end++) {
                var rest = isEnd(end) ? best(withoutBlanks(end), lines - 1) : null;
                var cost = rest == null
                        ? Double.MAX_VALUE
                        : rest.cost() + unevenness(widthOf(from, end)) + (isPause(end) ? 0 : WITHOUT_PAUSE);
                if (rest != null && (best == null || cost < best.cost())) {
                    var places = new ArrayList<>(List.of(end));
                    places.addAll(rest.places());
                    best = new Ending(cost, places);
                }
            }
            return best;
        }

        private double unevenness(double line) {
            return Math.pow((line - aim) / width, 2);
        }
    }

    private boolean isEnd(int place) {
        return allowed.contains(place) || allowed.contains(withoutBlanks(place));
    }

    /** Behind a mark or a blank, where the eye rests anyway. */
    private boolean isPause(int place) {
        return letters.get(place).isBlank()
                || letters.get(place - 1).isBlank()
                || NOT_FIRST.contains(letters.get(place - 1).text())
                || NOT_LAST.contains(letters.get(place).text());
    }

    private float widthOf(int from, int to) {
        var whole = 0f;
        for (int i = from; i < to; i++) {
            whole += widths[i];
        }
        return whole;
    }

    private int next(int from, float width) {
        var fitting = fitting(from, width);
        if (fitting == letters.size() || letters.get(fitting).isBlank()) {
            return fitting;
        }
        for (var place = fitting; place > from; place--) {
            if (allowed.contains(place)) {
                return place;
            }
        }
        return fitting;
    }

    /** Behind the last letter that has room; one letter has always. */
    private int fitting(int from, float width) {
        var place = from;
        var used = 0f;
        while (place < letters.size() && (place == from || used + widths[place] <= width)) {
            used += widths[place];
            place++;
        }
        return place;
    }

    private int withoutBlanks(int from) {
        var place = from;
        while (place < letters.size() && letters.get(place).isBlank()) {
            place++;
        }
        return place;
    }

    private List<Letter> trimmed(int from, int to) {
        var end = to;
        while (end > from && letters.get(end - 1).isBlank()) {
            end--;
        }
        return letters.subList(from, end);
    }
}
