package io.dianzan.share.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/**
 * The card that a shared link shows, 1200 by 630: whose work it is and how it looks, before anybody has opened it. Equal
 * ones look the same, so that one drawing does for all of them; {@code cover} names the cover's picture, or is null.
 */
public record Card(PictureTexts texts, String campaign, String number, String title, String author, String cover) {
    public static final int WIDTH = 1200;
    public static final int HEIGHT = 630;
    /** What chats and feeds load while they scroll. */
    public static final int MOST_BYTES = 150_000;

    private static final int MARGIN = 64;
    private static final Rectangle PICTURE = new Rectangle(752, 64, 384, 502);
    private static final int TEXT_WIDTH = PICTURE.x - MARGIN - 56;
    private static final int RADIUS = 16;
    private static final int THUMB = 52;
    private static final int FOOT = HEIGHT - MARGIN - THUMB;
    /** The middle of what is above the foot. */
    private static final int MIDDLE = (MARGIN + FOOT - 32) / 2;

    /** {@code picture}: the cover, or null. Takes a tenth of a second. */
    public byte[] draw(BufferedImage picture) {
        return sheet(picture).png(MOST_BYTES);
    }

    Sheet sheet(BufferedImage picture) {
        var sheet = new Sheet(WIDTH, HEIGHT);
        work(sheet);
        if (picture == null) {
            sheet.number(number, PICTURE, RADIUS, number.length() > 2 && number.length() < 7 ? 2 : 1);
        } else {
            sheet.picture(picture, PICTURE, RADIUS);
        }
        foot(sheet);
        return sheet;
    }

    /** Number, title and author, one below the other. */
    private void work(Sheet sheet) {
        var called = TextBlock.of(texts.number(number), TEXT_WIDTH, 1, 28);
        var named = TextBlock.fitted(title, TEXT_WIDTH, 2, 56, 52, 48, 44, 40);
        var by = TextBlock.of(author, TEXT_WIDTH, 1, 30);
        var height = called.height() + 20 + named.height() + 24 + by.height();
        var top = MIDDLE - height / 2;
        top = called.draw(sheet.pen(), MARGIN, top, Palette.INK_2) + 20;
        top = named.draw(sheet.pen(), MARGIN, top, Palette.INK) + 24;
        by.draw(sheet.pen(), MARGIN, top, Palette.INK_2);
    }

    private void foot(Sheet sheet) {
        Thumb.draw(sheet.pen(), MARGIN, FOOT, THUMB);
        var name = TextBlock.of(campaign, TEXT_WIDTH - THUMB - 20, 1, 28);
        name.draw(sheet.pen(), MARGIN + THUMB + 20, FOOT + (THUMB - name.height()) / 2, Palette.INK);
    }
}
