package io.dianzan.share.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.geometry.Positions;

/** A sheet of paper that is drawn upon, and then is a PNG. */
final class Sheet {
    /** No crop may take more of a picture than this; one of another shape is shown whole. */
    private static final double LEAST_SHOWN = 0.5;
    /** How much of the ground's width or height a number that stands for a cover may take. */
    private static final float NUMBER_SHARE = 0.66f;

    /** Around a picture that is shown whole. */
    private static final int MAT = 28;

    private static final int LARGEST_NUMBER = 300;
    /** WeChat's codes have a margin of their own. */
    private static final int QUIET_SHARE = 16;

    private final BufferedImage image;
    private final Graphics2D graphics;
    private Rectangle photograph = new Rectangle();

    Sheet(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Palette.PAPER);
        graphics.fillRect(0, 0, width, height);
    }

    /** Where text and marks are drawn. */
    Graphics2D pen() {
        return graphics;
    }

    void fill(Rectangle box, int radius, Color colour) {
        graphics.setColor(colour);
        graphics.fill(rounded(box, radius));
    }

    /** A picture that fills a box; one that would lose half of itself is shown whole, on tinted paper. */
    void picture(BufferedImage picture, Rectangle box, int radius) {
        fill(box, radius, Palette.TINT);
        var shown = shown(picture, box);
        var place = new Rectangle(
                box.x + (box.width - shown.getWidth()) / 2,
                box.y + (box.height - shown.getHeight()) / 2,
                shown.getWidth(),
                shown.getHeight());
        graphics.setPaint(new TexturePaint(shown, place));
        graphics.fill(rounded(place, place.equals(box) ? radius : 0));
        photograph = box;
    }

    private static BufferedImage shown(BufferedImage picture, Rectangle box) {
        var shape = (double) picture.getWidth() / picture.getHeight() * box.height / box.width;
        var whole = Math.min(shape, 1 / shape) < LEAST_SHOWN;
        try {
            return whole
                    ? Thumbnails.of(picture)
                            .size(box.width - 2 * MAT, box.height - 2 * MAT)
                            .asBufferedImage()
                    : Thumbnails.of(picture)
                            .size(box.width, box.height)
                            .crop(Positions.CENTER)
                            .asBufferedImage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A code that somebody else has drawn, within the box and its quiet zone. */
    void code(BufferedImage code, Rectangle box) {
        var quiet = box.width / QUIET_SHARE;
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(
                code, box.x + quiet, box.y + quiet, box.width - 2 * quiet, box.height - 2 * quiet, Palette.CARD, null);
    }

    /** The number as art, on tinted paper, in so many rows. */
    void number(String number, Rectangle box, int radius, int rows) {
        fill(box, radius, Palette.TINT);
        var perRow = (number.length() + rows - 1) / rows;
        var most = Math.min(LARGEST_NUMBER, box.height * NUMBER_SHARE / rows);
        var widest = 0f;
        for (int i = 0; i < number.length(); i += perRow) {
            widest = Math.max(widest, row(number, i, perRow, 100).width());
        }
        var size = Math.min(most, 100 * box.width * NUMBER_SHARE / widest);
        var top = box.y + (box.height - rows * size) / 2;
        for (int i = 0; i < number.length(); i += perRow) {
            var row = row(number, i, perRow, size);
            row.draw(graphics, box.x + (box.width - row.width()) / 2, top - (row.leading() - size) / 2, Palette.INK);
            top += size;
        }
    }

    private static TextBlock row(String number, int from, int length, float size) {
        return TextBlock.of(number.substring(from, Math.min(number.length(), from + length)), Float.MAX_VALUE, 1, size);
    }

    /** In as many colours, up to 256, as {@code mostBytes} allow. */
    byte[] png(int mostBytes) {
        graphics.dispose();
        return new FewColours(image, photograph).png(mostBytes);
    }

    BufferedImage image() {
        return image;
    }

    private static RoundRectangle2D rounded(Rectangle box, int radius) {
        return new RoundRectangle2D.Double(box.x, box.y, box.width, box.height, 2 * radius, 2 * radius);
    }
}
