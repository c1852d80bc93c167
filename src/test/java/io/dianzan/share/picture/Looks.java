package io.dianzan.share.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import io.dianzan.kit.Photo;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a picture as people and phones do, and leaves it in {@code target/pictures} for people to look at. */
final class Looks {
    private static final Path FOLDER = Path.of("target/pictures");

    private Looks() {}

    static BufferedImage at(String name, byte[] png) {
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(name + ".png"), png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Photo.read(png);
    }

    /** Whether a stretch has the ground's colour everywhere. */
    static boolean isEmpty(BufferedImage image, Rectangle stretch) {
        for (int y = stretch.y; y < stretch.y + stretch.height; y++) {
            for (int x = stretch.x; x < stretch.x + stretch.width; x++) {
                if (image.getRGB(x, y) != Palette.PAPER.getRGB()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The one code of the whole picture, found as phones find it: among all that may be a corner of one. */
    static String codeOf(BufferedImage image) {
        try {
            var found = new QRCodeMultiReader().decodeMultiple(bitmap(image));
            assertThat(found).hasSize(1);
            return found[0].getText();
        } catch (ReaderException e) {
            throw new AssertionError("no QR code in the picture", e);
        }
    }

    /** A code in its frame, held before a camera. */
    static String framedCodeOf(BufferedImage image, Rectangle frame) {
        try {
            return new QRCodeReader()
                    .decode(bitmap(image.getSubimage(frame.x, frame.y, frame.width, frame.height)))
                    .getText();
        } catch (ReaderException e) {
            throw new AssertionError("no QR code in the frame", e);
        }
    }

    private static BinaryBitmap bitmap(BufferedImage image) {
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)));
    }
}
