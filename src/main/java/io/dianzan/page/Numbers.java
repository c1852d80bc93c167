package io.dianzan.page;

import java.util.Locale;

/** Numbers as both languages write them. */
final class Numbers {
    private Numbers() {}

    /** 12345 as 12,345. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
