package io.dianzan.operator.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Which lines are asked for. {@code staff}: those about operators themselves, and not about the campaign; {@code act} and
 * {@code operator} may be null, for all; {@code before} and {@code after} are ids, 0 for none.
 */
record AuditQuery(boolean staff, String act, String operator, long before, long after) {

    /** The same lines from another place on, as a query. */
    String from(String edge, long id) {
        var query = new StringBuilder("?").append(edge).append('=').append(id);
        append(query, "of", staff ? "staff" : null);
        append(query, "act", act);
        append(query, "operator", operator);
        return query.toString();
    }

    private static void append(StringBuilder query, String name, String value) {
        if (value != null) {
            query.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
