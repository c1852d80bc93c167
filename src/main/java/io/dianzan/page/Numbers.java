package io.dianzan.page;

/** Numbers as both languages write them. */
public final class Numbers {
    private Numbers() {}

    /** 12345 as 12,345. */
    public static String grouped(long number) {
        // a page has many, and a format is read anew each time
        var digits = new StringBuilder(Long.toString(Math.abs(number)));
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            digits.insert(at, ',');
        }
        return number < 0 ? "-" + digits : digits.toString();
    }
}
