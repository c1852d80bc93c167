package io.dianzan.sandbox.wxa;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** An ordinary QR code as a picture; drawing takes some milliseconds, too long for an event loop. */
record Qr(String text, int width, boolean transparent) {
    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;
    private static final int NOTHING = 0;

    /** Production calls it so, and it is: a picture with a see-through ground must be a PNG. */
    String type() {
        return transparent ? "image/png" : "image/jpeg";
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(picture(), transparent ? "png" : "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private BufferedImage picture() {
        var matrix = matrix();
        var kind = transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var picture = new BufferedImage(width, width, kind);
        for (int y = 0; y < width; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, matrix.get(x, y) ? BLACK : transparent ? NOTHING : WHITE);
            }
        }
        return picture;
    }

    private BitMatrix matrix() {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            width,
                            width,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
        } catch (WriterException e) {
            throw new IllegalStateException("a QR code of " + text.length() + " characters", e);
        }
    }
}
