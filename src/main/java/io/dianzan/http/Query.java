package io.dianzan.http;

import io.dianzan.fault.Refused;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Reads the query of a request by name and type; what does not fit is refused with the name of the field. */
public final class Query {
    /** What a decoder puts in the place of bytes that are none. */
    private static final char NOT_UTF_8 = '\uFFFD';

    private Query() {}

    /** A text without surrounding blanks; null where it is absent or empty. */
    public static String text(RoutingContext ctx, String name, int most) {
        if (ctx.request().query() == null) {
            return null;
        }
        var value = ctx.queryParams().get(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        var text = value.strip();
        if (!isAscii(ctx.request().query()) || text.indexOf(NOT_UTF_8) >= 0) {
            throw Refused.malformed(name, "UTF-8, percent-encoded");
        }
        if (text.codePointCount(0, text.length()) > most) {
            throw Refused.malformed(name, "at most " + most + " characters");
        }
        return text;
    }

    /** A query is ASCII (RFC 3986, section 2); other bytes would be read as what nobody meant. */
    private static boolean isAscii(String query) {
        for (int i = 0; i < query.length(); i++) {
            if (query.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    public static int number(RoutingContext ctx, String name, int otherwise, int least, int most) {
        var text = text(ctx, name, 20);
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refused.malformed(name, "a whole number from " + least + " to " + most);
        }
        throw Refused.malformed(name, "a whole number from " + least + " to " + most);
    }

    public static String word(RoutingContext ctx, String name, String otherwise, List<String> words) {
        var text = text(ctx, name, 40);
        if (text != null && !words.contains(text)) {
            throw Refused.malformed(name, "one of " + String.join(", ", words));
        }
        return text == null ? otherwise : text;
    }
}
