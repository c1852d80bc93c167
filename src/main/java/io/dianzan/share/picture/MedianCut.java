package io.dianzan.share.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Chooses the colours of a picture that may have only few: the fullest boxes of the colour space are halved first. */
final class MedianCut {
    private static final int BITS = 5;
    private static final int SHIFT = 8 - BITS;
    private static final int MASK = (1 << BITS) - 1;

    private final long[] counts = new long[1 << 3 * BITS];
    private final long[][] sums = new long[3][1 << 3 * BITS];

    private MedianCut(int[] pixels) {
        for (var rgb : pixels) {
            count(rgb);
        }
    }

    /** As 0xRRGGBB: {@code exact} first, then chosen ones, at most so many in all. */
    static int[] colours(int[] pixels, Color[] exact, int most) {
        var chosen = new MedianCut(pixels).chosen(most - exact.length);
        var colours = new int[exact.length + chosen.length];
        for (int i = 0; i < exact.length; i++) {
            colours[i] = exact[i].getRGB() & 0xFFFFFF;
        }
        System.arraycopy(chosen, 0, colours, exact.length, chosen.length);
        return colours;
    }

    private void count(int rgb) {
        var bin = 0;
        for (int part = 0; part < 3; part++) {
            bin = bin << BITS | part(rgb, part) >> SHIFT;
        }
        counts[bin]++;
        for (int part = 0; part < 3; part++) {
            sums[part][bin] += part(rgb, part);
        }
    }

    /** Red is part 0. */
    static int part(int rgb, int part) {
        return rgb >> 16 - 8 * part & 0xFF;
    }

    private int[] chosen(int most) {
        var used = new ArrayList<Integer>();
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                used.add(bin);
            }
        }
        var boxes = new ArrayList<>(List.of(new Box(used)));
        while (boxes.size() < most) {
            var fullest =
                    boxes.stream().max(Comparator.comparingDouble(Box::worth)).orElseThrow();
            if (fullest.worth() == 0) {
                break;
            }
            boxes.remove(fullest);
            boxes.addAll(fullest.halves());
        }
        return boxes.stream().mapToInt(Box::colour).toArray();
    }

    private final class Box {
        private final List<Integer> bins;
        private final long total;
        private final int longest;
        private final int length;

        Box(List<Integer> bins) {
            this.bins = bins;
            this.total = bins.stream().mapToLong(bin -> counts[bin]).sum();
            var lengths = new int[3];
            for (int part = 0; part < 3; part++) {
                var axis = part;
                var range = bins.stream().mapToInt(bin -> place(bin, axis)).summaryStatistics();
                lengths[part] = range.getMax() - range.getMin();
            }
            this.length = Arrays.stream(lengths).max().orElse(0);
            this.longest = lengths[1] == length ? 1 : lengths[0] == length ? 0 : 2;
        }

        /** How much it would help to halve it. The root lets small things keep a colour beside large ones. */
        double worth() {
            return Math.sqrt(total) * length * length;
        }

        List<Box> halves() {
            var ordered = bins.stream()
                    .sorted(Comparator.comparingInt(bin -> place(bin, longest)))
                    .toList();
            var half = 0L;
            var to = 0;
            while (half < total / 2 && to < ordered.size() - 1) {
                half += counts[ordered.get(to)];
                to++;
            }
            var middle = Math.max(1, to);
            return List.of(new Box(ordered.subList(0, middle)), new Box(ordered.subList(middle, ordered.size())));
        }

        int colour() {
            var colour = 0;
            for (int part = 0; part < 3; part++) {
                var axis = part;
                var sum = bins.stream().mapToLong(bin -> sums[axis][bin]).sum();
                colour = colour << 8 | (int) ((sum + total / 2) / total);
            }
            return colour;
        }
    }

    private static int place(int bin, int part) {
        return bin >> BITS * (2 - part) & MASK;
    }
}
