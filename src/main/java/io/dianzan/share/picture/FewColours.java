package io.dianzan.share.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture as PNG of at most 256 colours: a photograph then takes a third of the bytes, and text loses nothing. What
 * the photograph loses is spread over its neighbouring pixels (Floyd and Steinberg), though not beyond its own box.
 */
final class FewColours {
    private static final int[] TRIES = {256, 144, 80, 48};
    /** Spread whole, it would be noise that PNG cannot pack. */
    private static final float SPREAD = 0.7f;

    private static final int BITS = 6;
    private static final int SHIFT = 8 - BITS;

    private final BufferedImage image;
    private final int[] pixels;
    private final Rectangle photograph;

    FewColours(BufferedImage image, Rectangle photograph) {
        this.image = image;
        this.pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        this.photograph = photograph;
    }

    /** With as many colours as {@code mostBytes} allow; with the fewest where they do not suffice. */
    byte[] png(int mostBytes) {
        var bytes = new byte[0];
        for (var colours : TRIES) {
            bytes = encoded(indexed(MedianCut.colours(pixels, Palette.ALL, colours)));
            if (bytes.length <= mostBytes) {
                return bytes;
            }
        }
        return bytes;
    }

    private BufferedImage indexed(int[] colours) {
        var parts = new byte[3][colours.length];
        for (int part = 0; part < 3; part++) {
            for (int i = 0; i < colours.length; i++) {
                parts[part][i] = (byte) MedianCut.part(colours[i], part);
            }
        }
        var model = new IndexColorModel(8, colours.length, parts[0], parts[1], parts[2]);
        var result = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        var nearest = new Nearest(colours);
        var row = new byte[image.getWidth()];
        var rest = new float[2][image.getWidth() + 2][3];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                var rgb = pixels[y * row.length + x];
                row[x] = (byte)
                        (photograph.contains(x, y) ? spread(nearest, colours, rgb, rest, x + 1) : nearest.of(rgb));
            }
            result.getRaster().setDataElements(0, y, row.length, 1, row);
            rest = new float[][][] {rest[1], cleared(rest[0])};
        }
        return result;
    }

    private static float[][] cleared(float[][] rest) {
        for (var one : rest) {
            Arrays.fill(one, 0);
        }
        return rest;
    }

    /** {@code rest}: what this row and the next one have still to make up for, a column to the right. */
    private static int spread(Nearest nearest, int[] colours, int rgb, float[][][] rest, int x) {
        var wanted = new int[3];
        var packed = 0;
        for (int part = 0; part < 3; part++) {
            wanted[part] = Math.round(Math.max(0, Math.min(255, MedianCut.part(rgb, part) + rest[0][x][part])));
            packed = packed << 8 | wanted[part];
        }
        var index = nearest.of(packed);
        for (int part = 0; part < 3; part++) {
            var off = SPREAD * (wanted[part] - MedianCut.part(colours[index], part));
            rest[0][x + 1][part] += off * 7 / 16;
            rest[1][x - 1][part] += off * 3 / 16;
            rest[1][x][part] += off * 5 / 16;
            rest[1][x + 1][part] += off / 16;
        }
        return index;
    }

    /** The nearest of the colours, found once for all that are as good as alike. */
    private static final class Nearest {
        private final int[] colours;
        private final int[] binToIndex = new int[1 << 3 * BITS];

        Nearest(int[] colours) {
            this.colours = colours;
            Arrays.fill(binToIndex, -1);
            // our own are hit exactly
            for (int i = Palette.ALL.length - 1; i >= 0; i--) {
                binToIndex[bin(colours[i])] = i;
            }
        }

        int of(int rgb) {
            var bin = bin(rgb);
            if (binToIndex[bin] < 0) {
                binToIndex[bin] = search(rgb);
            }
            return binToIndex[bin];
        }

        private int search(int rgb) {
            var best = 0;
            var least = Integer.MAX_VALUE;
            for (int i = 0; i < colours.length; i++) {
                var off = 0;
                for (int part = 0; part < 3; part++) {
                    var difference = MedianCut.part(rgb, part) - MedianCut.part(colours[i], part);
                    off += difference * difference;
                }
                if (off < least) {
                    least = off;
                    best = i;
                }
            }
            return best;
        }

        private static int bin(int rgb) {
            var bin = 0;
            for (int part = 0; part < 3; part++) {
                bin = bin << BITS | MedianCut.part(rgb, part) >> SHIFT;
            }
            return bin;
        }
    }

    private static byte[] encoded(BufferedImage indexed) {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var packing = writer.getDefaultWriteParam();
            packing.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            packing.setCompressionQuality(0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(indexed, null, null), packing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
