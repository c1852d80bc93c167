package io.dianzan.sandbox;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A picture as a phone's camera sees it, on white paper. */
record Picture(BufferedImage image) {
    static Picture of(byte[] bytes) throws IOException {
        var read = ImageIO.read(new ByteArrayInputStream(bytes));
        var onPaper = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
        var paper = onPaper.createGraphics();
        paper.drawImage(read, 0, 0, Color.WHITE, null);
        paper.dispose();
        return new Picture(onPaper);
    }

    int width() {
        return image.getWidth();
    }

    String qrText() {
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)))
                    .getText();
        } catch (ReaderException e) {
            throw new AssertionError("no QR code in the picture", e);
        }
    }
}
