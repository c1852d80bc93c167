package io.dianzan.share.picture;

import java.awt.Font;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.text.AttributedString;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What people see as one letter, in a form that one of our fonts can draw: a family of four is one, joined as it was. */
record Letter(String text, Font font) {
    /** Extended grapheme clusters (UAX 29). */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\x{1C}-\\x{1F}]+");
    /** What has no ink of its own, or is piled upon a letter without end; joiners are dealt with apart. */
    private static final Pattern WITHOUT_INK = Pattern.compile("[\\p{M}\\p{C}&&[^\\x{200D}\\p{Co}\\p{Cn}]]");

    private static final String JOINER = "\u200D";
    private static final String ASKS_FOR_EMOJI = "\uFE0F";
    /** Stands for a character that the fonts lack: what printers of Chinese put in its place. */
    private static final String MISSING_CHARACTER = "〓";
    /** Stands for a stretch of a script that the fonts lack. */
    private static final String MISSING_TEXT = "…";

    static List<Letter> of(String raw, Typeface typeface) {
        var letters = new ArrayList<Letter>();
        var text = BLANK.matcher(Normalizer.normalize(raw, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
        CLUSTER.matcher(text).results().forEach(found -> {
            var letter = of(found.group(), typeface, typeface.text());
            if (letter != null) {
                add(letter, letters);
            }
        });
        return letters;
    }

    /** Several words that the fonts lack leave one gap, not a row of them. */
    private static void add(Letter letter, List<Letter> letters) {
        var last = letters.size() - 1;
        var blank = last > 0 && letters.get(last).isBlank() ? 1 : 0;
        if (letter.text().equals(MISSING_TEXT)
                && last >= 0
                && letters.get(last - blank).equals(letter)) {
            letters.subList(last - blank + 1, letters.size()).clear();
        } else {
            letters.add(letter);
        }
    }

    /** Null where nothing is to be seen. */
    private static Letter of(String cluster, Typeface typeface, Font usual) {
        var inked = WITHOUT_INK.matcher(cluster).replaceAll("");
        var plain = inked.replace(JOINER, "");
        if (plain.isEmpty()) {
            return null;
        }
        if (!cluster.contains(ASKS_FOR_EMOJI) && canDraw(usual, plain)) {
            return new Letter(plain, usual);
        }
        var emoji = typeface.emoji();
        if (canDraw(emoji, inked)) {
            return new Letter(inked.contains(JOINER) && plain.length() < inked.length() ? inked : plain, emoji);
        }
        var bare = WITHOUT_INK
                .matcher(Normalizer.normalize(plain, Normalizer.Form.NFD))
                .replaceAll("");
        for (var possible : List.of(plain, bare)) {
            if (!possible.isEmpty() && canDraw(usual, possible)) {
                return new Letter(possible, usual);
            }
        }
        return new Letter(isHan(plain) ? MISSING_CHARACTER : MISSING_TEXT, usual);
    }

    private static boolean canDraw(Font font, String text) {
        return font.canDisplayUpTo(text) < 0;
    }

    private static boolean isHan(String text) {
        return Character.isIdeographic(text.codePointAt(0));
    }

    boolean isBlank() {
        return text.isBlank();
    }

    /** As one line, so that letters of one font stand to each other as that font wants them; {@code size} in pixels. */
    static TextLayout layout(List<Letter> line, float size) {
        var text = new StringBuilder();
        line.forEach(letter -> text.append(letter.text()));
        var styled = new AttributedString(text.toString());
        var from = 0;
        for (var letter : line) {
            var to = from + letter.text().length();
            styled.addAttribute(TextAttribute.FONT, letter.font().deriveFont(size), from, to);
            from = to;
        }
        return new TextLayout(styled.getIterator(), Typeface.RENDERING);
    }

    static float width(List<Letter> line, float size) {
        return layout(line, size).getAdvance();
    }
}
