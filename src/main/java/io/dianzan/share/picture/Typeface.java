package io.dianzan.share.picture;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The fonts that the server brings along, so that pictures look the same on every machine: Noto Sans SC, and Noto Emoji
 * for what that lacks. Safe on every thread.
 */
final class Typeface {
    /** Smooth, and placed by fractions of a pixel: how wide a text is must not hang on where it stands. */
    static final FontRenderContext RENDERING = new FontRenderContext(null, true, true);

    private final Font text;
    private final Font emoji;

    private Typeface(Font text, Font emoji) {
        this.text = text;
        this.emoji = emoji;
    }

    /** Read when the first picture is drawn: ten megabytes that a server without shares never needs. */
    private static final class Held {
        private static final Typeface NOTO = load();

        private static Typeface load() {
            // before AWT first looks for a screen, which no server has
            System.setProperty("java.awt.headless", "true");
            return new Typeface(read("NotoSansSC-Medium.ttf"), read("NotoEmoji-Regular.ttf"));
        }
    }

    static Typeface noto() {
        return Held.NOTO;
    }

    Font text() {
        return text;
    }

    Font emoji() {
        return emoji;
    }

    private static Font read(String file) {
        try (var bytes = Typeface.class.getResourceAsStream("/fonts/" + file)) {
            return Font.createFont(Font.TRUETYPE_FONT, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
