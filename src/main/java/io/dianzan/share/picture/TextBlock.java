package io.dianzan.share.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;

/** A text set in lines of one size; the first line's top is the block's. Sizes and places in pixels. */
final class TextBlock {
    /** Chinese fills its square: lines must be told from one another by the space between them. */
    private static final float LEADING = 1.36f;
    /** How much of a Chinese character stands above the line. */
    private static final float ABOVE = 0.88f;

    /** Radicals come first (Unicode 2E80), before all that is set like Chinese. */
    private static final int FIRST_OF_CHINESE = 0x2E80;

    private final List<List<Letter>> lines;
    private final float size;
    private final boolean cut;

    private TextBlock(List<List<Letter>> lines, float size, boolean cut) {
        this.lines = lines;
        this.size = size;
        this.cut = cut;
    }

    /** The first of these sizes in which all of it fits; in the last one it is cut where it does not. */
    static TextBlock fitted(String text, float width, int mostLines, float... sizes) {
        TextBlock block = null;
        for (var size : sizes) {
            block = of(text, width, mostLines, size);
            if (!block.cut) {
                return block;
            }
        }
        return block;
    }

    static TextBlock of(String text, float width, int mostLines, float size) {
        var letters = Letter.of(text, Typeface.noto());
        var breaking = new LineBreaking(letters, size, ellipsis(letters));
        var lines = breaking.lines(width);
        if (lines.size() > mostLines) {
            return new TextBlock(breaking.cut(width, mostLines), size, true);
        }
        return new TextBlock(breaking.even(width, lines.size()), size, false);
    }

    /** Chinese has its dots in the middle of the line, other scripts have them on it. */
    private static Letter ellipsis(List<Letter> letters) {
        var latin = !letters.isEmpty() && letters.get(0).text().codePointAt(0) < FIRST_OF_CHINESE;
        return new Letter(latin ? "..." : "…", Typeface.noto().text());
    }

    boolean isCut() {
        return cut;
    }

    List<String> lines() {
        return lines.stream()
                .map(line -> line.stream().map(Letter::text).reduce("", String::concat))
                .toList();
    }

    float height() {
        return lines.size() * size * LEADING;
    }

    float width() {
        return (float) lines.stream()
                .filter(line -> !line.isEmpty())
                .mapToDouble(line -> Letter.layout(line, size).getAdvance())
                .max()
                .orElse(0);
    }

    /** How far the lines stand apart. */
    float leading() {
        return size * LEADING;
    }

    /** Draws it below {@code top} and returns where it ends. */
    float draw(Graphics2D graphics, float left, float top, Color colour) {
        graphics.setColor(colour);
        var base = top + (LEADING - 1) / 2 * size + ABOVE * size;
        for (var line : lines) {
            if (!line.isEmpty()) {
                Letter.layout(line, size).draw(graphics, left, base);
            }
            base += leading();
        }
        return top + height();
    }
}
