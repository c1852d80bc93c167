package io.dianzan.share.picture;

import java.awt.geom.Path2D;
import java.util.Scanner;

/** The part of SVG's path syntax that our icons are drawn in: absolute M, L, C and Z, everything apart by blanks. */
final class SvgPath {
    private SvgPath() {}

    static Path2D of(String data) {
        var path = new Path2D.Double();
        try (var words = new Scanner(data)) {
            while (words.hasNext()) {
                switch (words.next()) {
                    case "M" -> path.moveTo(number(words), number(words));
                    case "L" -> path.lineTo(number(words), number(words));
                    case "C" ->
                        path.curveTo(
                                number(words),
                                number(words),
                                number(words),
                                number(words),
                                number(words),
                                number(words));
                    case "Z" -> path.closePath();
                    default -> throw new IllegalArgumentException(data);
                }
            }
        }
        return path;
    }

    private static double number(Scanner words) {
        return Double.parseDouble(words.next());
    }
}
