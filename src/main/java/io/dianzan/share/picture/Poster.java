package io.dianzan.share.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.Locale;

/**
 * The poster that people keep and pass on where a link does not travel, 750 by 1334. Equal ones look the same, so that
 * one drawing does for all of them; {@code miniProgram} tells those with its code from those with a QR code,
 * {@code organiser} may be null.
 */
public record Poster(Card work, Standing standing, String address, boolean miniProgram, String organiser) {
    public static final int WIDTH = 750;
    public static final int HEIGHT = 1334;
    public static final int MOST_BYTES = 300_000;

    private static final int MARGIN = 52;
    private static final Rectangle PICTURE = new Rectangle(0, 0, WIDTH, 562);
    private static final int TEXT_WIDTH = WIDTH - 2 * MARGIN;
    private static final int CODE = 256;
    private static final int BOTTOM = HEIGHT - MARGIN;
    private static final int THUMB = 60;

    /** The published count of a work on a day; a poster has none (null) while results are hidden. */
    public record Standing(long votes, LocalDate asOf) {}

    /** {@code picture}: the cover, or null; {@code code}: that of the mini-program, or null. */
    public byte[] draw(BufferedImage picture, BufferedImage code) {
        return sheet(picture, code).png(MOST_BYTES);
    }

    Sheet sheet(BufferedImage picture, BufferedImage code) {
        var sheet = new Sheet(WIDTH, HEIGHT);
        if (picture == null) {
            sheet.number(work.number(), PICTURE, 0, 1);
        } else {
            sheet.picture(picture, PICTURE, 0);
        }
        work(sheet);
        invitation(sheet, code(sheet, code), code != null);
        return sheet;
    }

    private void work(Sheet sheet) {
        var pen = sheet.pen();
        var top = PICTURE.height + 40f;
        top = TextBlock.of(work.texts().number(work.number()), TEXT_WIDTH, 1, 26)
                        .draw(pen, MARGIN, top, Palette.INK_2)
                + 8;
        top = title().draw(pen, MARGIN, top, Palette.INK) + 12;
        top = TextBlock.of(work.author(), TEXT_WIDTH, 1, 28).draw(pen, MARGIN, top, Palette.INK_2) + 20;
        if (standing != null) {
            count(sheet, top);
        }
    }

    /** Large while it is short. */
    private TextBlock title() {
        var large = TextBlock.fitted(work.title(), TEXT_WIDTH, 2, 54, 50);
        return large.isCut() ? TextBlock.fitted(work.title(), TEXT_WIDTH, 3, 46, 42, 38) : large;
    }

    /** The figure is the ornament. */
    private void count(Sheet sheet, float top) {
        var figure =
                TextBlock.of(NumberFormat.getIntegerInstance(Locale.ROOT).format(standing.votes()), TEXT_WIDTH, 1, 60);
        figure.draw(sheet.pen(), MARGIN, top, Palette.INK);
        var words =
                work.texts().votes(standing.votes()) + "  ·  " + work.texts().asOf(standing.asOf());
        var told = TextBlock.of(words, TEXT_WIDTH - figure.width() - 16, 1, 26);
        told.draw(sheet.pen(), MARGIN + figure.width() + 16, top + 26, Palette.INK_2);
    }

    /** At the right of the foot, on white; returns where it begins. */
    private int code(Sheet sheet, BufferedImage code) {
        var qr = QrCode.of(address);
        var size = code == null ? qr.size() : CODE;
        var box = new Rectangle(WIDTH - MARGIN - size, BOTTOM - size, size, size);
        sheet.fill(box, 16, Palette.CARD);
        if (code == null) {
            qr.draw(sheet.pen(), box.x, box.y);
        } else {
            sheet.code(code, box);
        }
        return box.x;
    }

    /** What to do, and who asks for it, left of the code. */
    private void invitation(Sheet sheet, int codeLeft, boolean ofMiniProgram) {
        var width = codeLeft - MARGIN - 36;
        var pen = sheet.pen();
        var asks = TextBlock.of(work.campaign(), width, 2, 22);
        var organised = organiser == null ? null : TextBlock.of(organiser, width, 1, 22);
        var says = TextBlock.fitted(work.texts().scan(ofMiniProgram), width, 3, 32, 28);
        var foot = BOTTOM - asks.height() - (organised == null ? 0 : organised.height());
        var below = asks.draw(pen, MARGIN, foot, Palette.INK_2);
        if (organised != null) {
            organised.draw(pen, MARGIN, below, Palette.INK_2);
        }
        var top = foot - 24 - says.height();
        says.draw(pen, MARGIN, top, Palette.INK);
        Thumb.draw(pen, MARGIN, top - 16 - THUMB, THUMB);
    }
}
