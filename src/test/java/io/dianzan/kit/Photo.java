package io.dianzan.kit;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures as they are sent in: an evening sky with the noise of a camera, red in its upper left corner. */
public final class Photo {
    private static final int NOISE = 12;

    private Photo() {}

    public static BufferedImage of(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x27456B), width, height, new Color(0xF3B27A)));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 4, height / 4);
        graphics.dispose();
        var random = new Random(17);
        for (int i = 0; i < width * height / 2; i++) {
            var x = random.nextInt(width);
            var y = random.nextInt(height);
            image.setRGB(x, y, noisy(image.getRGB(x, y), random.nextInt(NOISE)));
        }
        return image;
    }

    private static int noisy(int rgb, int noise) {
        var colour = new Color(rgb);
        return new Color(
                        Math.min(255, colour.getRed() + noise),
                        Math.min(255, colour.getGreen() + noise),
                        Math.min(255, colour.getBlue() + noise))
                .getRGB();
    }

    public static byte[] bytes(int width, int height, String format) {
        return bytes(of(width, height), format);
    }

    public static byte[] bytes(BufferedImage image, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static BufferedImage read(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
