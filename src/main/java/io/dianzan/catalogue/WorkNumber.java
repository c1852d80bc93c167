package io.dianzan.catalogue;

import java.util.Comparator;
import java.util.regex.Pattern;

/** What the text of a work's number means: its value, its place in a list, and how people say it. */
final class WorkNumber {
    static final int LONGEST = 20;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern SPOKEN = Pattern.compile("(?:第|no\\.?|#)?([0-9]+)[号號]?");

    /** By value where there are digits, so that 9 stands before 10 and A2 before A10. */
    static final Comparator<Work> ORDER =
            Comparator.<Work, String>comparing(work -> sortKey(work.number())).thenComparing(Work::number);

    private WorkNumber() {}

    /** The value that {@code 0017} and {@code 17} share, as digits without leading zeros; null where it is no number. */
    static String valueOf(String number) {
        var folded = Folding.fold(number);
        return DIGITS.matcher(folded).matches() ? withoutZeros(folded) : null;
    }

    /** Like {@link #valueOf} for a word that is folded already and may be said: {@code 17号}, {@code 第17号}, {@code #17}. */
    static String spokenValueOf(String folded) {
        var matcher = SPOKEN.matcher(folded);
        return matcher.matches() ? withoutZeros(matcher.group(1)) : null;
    }

    private static String withoutZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private static String sortKey(String number) {
        return DIGITS.matcher(Folding.fold(number)).replaceAll(match -> {
            var digits = withoutZeros(match.group());
            return "0".repeat(Math.max(0, LONGEST - digits.length())) + digits;
        });
    }
}
