package io.dianzan.share.picture;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.Graphics2D;

/** A QR code for white ground, with the quiet zone of four modules that readers need (ISO/IEC 18004, 9.1). */
final class QrCode {
    private static final int QUIET = 4;
    /** Smaller codes are hard to read from a photograph of a screen. */
    private static final int LEAST = 200;

    private final ByteMatrix modules;
    /** Pixels of a module; whole ones, for blurred edges cost readers time. */
    private final int scale;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
        this.scale = (LEAST + modules.getWidth() - 1) / modules.getWidth();
    }

    static QrCode of(String address) {
        try {
            return new QrCode(Encoder.encode(address, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException e) {
            throw new IllegalStateException("no QR code holds " + address.length() + " characters", e);
        }
    }

    /** With its quiet zone. */
    int size() {
        return (modules.getWidth() + 2 * QUIET) * scale;
    }

    void draw(Graphics2D graphics, int left, int top) {
        graphics.setColor(Palette.INK);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y) != 0) {
                    graphics.fillRect(left + (x + QUIET) * scale, top + (y + QUIET) * scale, scale, scale);
                }
            }
        }
    }
}
