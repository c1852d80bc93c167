package io.dianzan.catalogue;

import java.text.Normalizer;
import java.util.Locale;

/** How texts are compared: full and half width, upper and lower case are the same, as phones type them. */
final class Folding {
    private Folding() {}

    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
