package io.dianzan.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** What the caller has already, and in which coding he takes the rest. */
final class Negotiation {
    /** Weight 0 means "not this one" (RFC 9110, section 12.4.2). */
    private static final Pattern REFUSES_GZIP = Pattern.compile("gzip\\s*;\\s*q=0(\\.0*)?\\s*(,|$)");

    private Negotiation() {}

    /** A cache between us may ask with several tags at once, and may drop the mark of a weak one (section 13.1.2). */
    static boolean hasAlready(HttpServerRequest request, String weakTag) {
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && (known.contains(weakTag.substring("W/".length())) || known.equals("*"));
    }

    static boolean takesGzip(HttpServerRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && accepted.contains("gzip")
                // most browsers give no weights, and need no pattern
                && (accepted.indexOf(';') < 0 || !REFUSES_GZIP.matcher(accepted).find());
    }
}
