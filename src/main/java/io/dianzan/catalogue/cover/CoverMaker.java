package io.dianzan.catalogue.cover;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.geometry.Positions;

/**
 * Makes a work's cover of whatever picture was sent in: turned as its camera says, in the sizes that phones need, and
 * without a word of who took it, where and when.
 */
final class CoverMaker {
    /** Moves when the same source would give other bytes, so that the next import makes all anew. */
    static final byte EDITION = 1;

    static final int SMALL_WIDTH = 360;
    static final int SMALL_HEIGHT = 270;
    static final int SMALL_BYTES = 12_000;
    static final int LARGE_WIDTH = 1080;
    static final int LARGE_BYTES = 150_000;

    /** Decoded it takes 200 MB, and each more megapixel four: a few kilobytes can claim to be thousands of them. */
    private static final long MOST_PIXELS = 50_000_000;

    /** What both sizes can be made of; more is only memory. */
    private static final double ENOUGH_PIXELS = 4_000_000;

    private static final String DAMAGED = "the picture is damaged, or of a kind that cannot be read";

    static {
        // everything is in memory already: no copy in a file
        ImageIO.setUseCache(false);
    }

    private CoverMaker() {}

    static Cover make(byte[] source) throws BadPicture {
        var format =
                PictureFormat.of(source).orElseThrow(() -> new BadPicture("expected a picture, found something else"));
        var scale = scale(source, format);
        try {
            var picture = decoded(source, scale);
            return new Cover(small(picture), large(picture));
        } catch (IOException | RuntimeException e) {
            // the decoders say of broken bytes what comes to their minds, not only in IOExceptions
            throw new BadPicture(DAMAGED);
        }
    }

    /** How much of its size is needed, by its head alone: nothing is decoded before it is known to be small enough. */
    private static double scale(byte[] source, PictureFormat format) throws BadPicture {
        var reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(source))) {
            reader.setInput(in, true, true);
            return scale(reader.getWidth(0), reader.getHeight(0));
        } catch (IOException | RuntimeException e) {
            throw new BadPicture(DAMAGED);
        } finally {
            reader.dispose();
        }
    }

    private static double scale(int width, int height) throws BadPicture {
        var pixels = (double) width * height;
        if (pixels > MOST_PIXELS) {
            throw new BadPicture(
                    "expected at most " + MOST_PIXELS / 1_000_000 + " megapixels, found " + width + " x " + height);
        }
        var forArea = Math.sqrt(ENOUGH_PIXELS / pixels);
        var forWidth = (double) LARGE_WIDTH / Math.min(width, height);
        return Math.min(1, Math.max(forArea, forWidth));
    }

    /** On white, where it is see-through; colours as screens have them. */
    private static BufferedImage decoded(byte[] source, double scale) throws IOException {
        var read = Thumbnails.of(new ByteArrayInputStream(source)).scale(scale).asBufferedImage();
        var plain = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
        var graphics = plain.createGraphics();
        graphics.drawImage(read, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return plain;
    }

    private static byte[] small(BufferedImage picture) throws IOException {
        return Jpeg.within(
                SMALL_BYTES,
                Thumbnails.of(picture)
                        .size(SMALL_WIDTH, SMALL_HEIGHT)
                        .crop(Positions.CENTER)
                        .asBufferedImage());
    }

    private static byte[] large(BufferedImage picture) throws IOException {
        var sized = picture.getWidth() <= LARGE_WIDTH
                ? picture
                : Thumbnails.of(picture).width(LARGE_WIDTH).asBufferedImage();
        return Jpeg.within(LARGE_BYTES, sized);
    }
}
