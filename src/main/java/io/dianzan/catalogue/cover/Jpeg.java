package io.dianzan.catalogue.cover;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.coobird.thumbnailator.Thumbnails;

/** A picture as JPEG of a bounded size: first it loses what eyes miss least, then its size. */
final class Jpeg {
    private static final double[] QUALITIES = {0.85, 0.75, 0.65, 0.55, 0.45, 0.35};
    private static final double SMALLER = 0.8;

    private Jpeg() {}

    static byte[] within(int mostBytes, BufferedImage picture) throws IOException {
        var sized = picture;
        while (true) {
            for (var quality : QUALITIES) {
                var bytes = encoded(sized, quality);
                if (bytes.length <= mostBytes) {
                    return bytes;
                }
            }
            sized = Thumbnails.of(sized).scale(SMALLER).asBufferedImage();
        }
    }

    private static byte[] encoded(BufferedImage picture, double quality) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Thumbnails.of(picture)
                .scale(1)
                .outputQuality(quality)
                .outputFormat("jpg")
                .toOutputStream(bytes);
        return bytes.toByteArray();
    }
}
