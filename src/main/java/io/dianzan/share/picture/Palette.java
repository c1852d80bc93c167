package io.dianzan.share.picture;

import java.awt.Color;

/** The colours of the look on paper; pages have the same as CSS properties. Red is the thumb's and nobody else's. */
final class Palette {
    static final Color PAPER = new Color(0xFAF8F5);
    static final Color CARD = new Color(0xFFFFFF);
    static final Color INK = new Color(0x1B1B1F);
    static final Color INK_2 = new Color(0x5E5C66);
    static final Color LINE = new Color(0xE6E2DC);
    static final Color THUMB = new Color(0xC8321F);
    static final Color ON_THUMB = new Color(0xFFFFFF);
    /** Paper with a little more colour: the ground of a number that stands for a cover. */
    static final Color TINT = new Color(0xF0EAE1);

    /** What a picture of few colours must have exactly. */
    static final Color[] ALL = {PAPER, CARD, INK, INK_2, LINE, THUMB, TINT};

    private Palette() {}
}
