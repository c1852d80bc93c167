package io.dianzan.catalogue;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A column of a file of works: what it must hold, and how much of it. Lengths are in characters as people count them. */
public enum WorkColumn {
    NUMBER(WorkNumber.LONGEST, true),
    TITLE(200, true),
    AUTHOR(100, true),
    CATEGORY(40, true),
    SUMMARY(4000, false),
    LINK(2000, false),
    COVER(2000, false),
    MEDIA(2000, false);

    /** A number is part of a path and of what people type. */
    private static final Pattern NUMBER_FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");

    private final int most;
    private final boolean required;

    WorkColumn(int most, boolean required) {
        this.most = most;
        this.required = required;
    }

    int most() {
        return most;
    }

    boolean required() {
        return required;
    }

    /** The name in the header. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<WorkColumn> titled(String text) {
        return Arrays.stream(values())
                .filter(column -> column.title().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** What is wrong with a field, as "expected …"; null where nothing is. A null field is an empty one. */
    String problemOf(String text) {
        if (text == null) {
            return required ? "expected a text, found nothing" : null;
        }
        var length = text.codePointCount(0, text.length());
        if (length > most) {
            return "expected at most " + most + " characters, found " + length;
        }
        if (CONTROL.matcher(text).find()) {
            return "expected no control characters";
        }
        return switch (this) {
            case NUMBER -> NUMBER_FORM.matcher(text).matches() ? null : "expected letters, digits, '.', '_' or '-'";
            case LINK, COVER, MEDIA ->
                isWebAddress(text) ? null : "expected an address that begins with https:// or http://";
            case TITLE, AUTHOR, CATEGORY, SUMMARY -> null;
        };
    }

    /** Only the web: a javascript: or data: address would run in the page of whoever taps it. */
    private static boolean isWebAddress(String text) {
        try {
            var address = new URI(text);
            var scheme = address.getScheme();
            return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                    && address.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
