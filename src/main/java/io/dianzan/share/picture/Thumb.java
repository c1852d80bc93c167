package io.dianzan.share.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;

/** The mark of the house: a thumb that is up, white on a red disc. */
public final class Thumb {
    /** The hand and its cuff, as SVG draws them in a view box of 24 by 24, stroked and not filled. */
    public static final String PATH =
            "M 7.5 11 L 11.1 3.9 C 11.4 3.3 12 3 12.6 3.1 C 14 3.4 14.8 4.7 14.5 6.1 L 13.8 9.3"
                    + " L 18.7 9.3 C 20.3 9.3 21.4 10.8 21 12.3 L 19.4 18.3 C 19.1 19.5 18 20.3 16.8 20.3 L 7.5 20.3 Z"
                    + " M 7.5 11 L 4.4 11 C 3.6 11 3 11.6 3 12.4 L 3 18.9 C 3 19.7 3.6 20.3 4.4 20.3 L 7.5 20.3";

    /** The width of the stroke in that view box. */
    public static final float STROKE = 1.75f;

    private static final double VIEW_BOX = 24;
    /** How much of the disc the hand takes. */
    private static final double SHARE = 0.56;

    private Thumb() {}

    /** Draws the mark into a square. */
    static void draw(Graphics2D graphics, double left, double top, double size) {
        graphics.setColor(Palette.THUMB);
        graphics.fill(new Ellipse2D.Double(left, top, size, size));
        var scale = size * SHARE / VIEW_BOX;
        var place = AffineTransform.getTranslateInstance(left + size / 2, top + size / 2);
        place.scale(scale, scale);
        place.translate(-VIEW_BOX / 2, -VIEW_BOX / 2);
        var before = graphics.getTransform();
        graphics.transform(place);
        graphics.setColor(Palette.ON_THUMB);
        graphics.setStroke(new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(SvgPath.of(PATH));
        graphics.setTransform(before);
    }
}
