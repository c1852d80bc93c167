package io.dianzan.operator.export;

import java.util.regex.Pattern;

/**
 * Texts of strangers as cells that no spreadsheet takes for a formula. What begins like one gets an apostrophe in front,
 * which spreadsheets show or swallow, and never run.
 */
final class SafeText {
    /** Excel shows no more of one cell, and calls a file with more of it broken. */
    static final int LONGEST_CELL = 32_767;

    private static final String CUT = " [cut]";

    /**
     * = + - @ and their full-width forms, which East Asian versions take for the same; also behind spaces and characters
     * that nobody sees, which some programs strip. A tab or a line break at the start is stripped likewise.
     */
    private static final Pattern FORMULA = Pattern.compile("^(?:[\\t\\r\\n]|[\\s\\p{Z}\\p{Cf}]*[=+\\-@＝＋－＠])");

    /** Where a list's separator is the semicolon, or a tab, a cell may begin in the middle of ours. */
    private static final Pattern FORMULA_INSIDE =
            Pattern.compile("([;\\t\\r\\n][\\s\\p{Z}\\p{Cf}\"]*)(?=[=+\\-@＝＋－＠])");

    /** What XML 1.0 cannot say at all. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    /** Spreadsheets read _x0041_ as A, and XML readers a carriage return as a line feed. */
    private static final Pattern READ_AS_ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private SafeText() {}

    /** For a cell of a CSV file. */
    static String csv(String text) {
        return FORMULA_INSIDE.matcher(unlikeFormula(text)).replaceAll("$1'");
    }

    /** For a cell of a workbook, with what XML or Excel would read otherwise written as they write it. */
    static String xlsx(String text) {
        var safe = unlikeFormula(text);
        if (safe.length() > LONGEST_CELL) {
            safe = cut(safe);
        }
        safe = READ_AS_ESCAPE.matcher(safe).replaceAll("_x005F_");
        return UNSPEAKABLE.matcher(safe).replaceAll("\uFFFD").replace("\r", "_x000D_");
    }

    private static String unlikeFormula(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }

    private static String cut(String text) {
        var end = LONGEST_CELL - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
