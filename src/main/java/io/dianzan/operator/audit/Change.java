package io.dianzan.operator.audit;

import io.dianzan.operator.console.Moments;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One thing that an act changed, or says; {@code before} or {@code after} is null where there was none. */
public record Change(String key, String before, String after) {
    private static final int SHORTEST_TIME = "2024-03-01T00:00Z".length();

    /**
     * What two states say, key by key; both may be null. What is the same in both is left out. {@code naming}: how people
     * call a key.
     */
    static List<Change> between(String before, String after, Moments moments, UnaryOperator<String> naming) {
        var was = before == null ? new JsonObject() : new JsonObject(before);
        var is = after == null ? new JsonObject() : new JsonObject(after);
        var keys = new LinkedHashSet<>(was.fieldNames());
        keys.addAll(is.fieldNames());
        var changes = new ArrayList<Change>();
        for (var key : keys) {
            var change = new Change(
                    naming.apply(key),
                    said(was.getValue(key), moments, naming),
                    said(is.getValue(key), moments, naming));
            if (change.before() == null || !change.before().equals(change.after())) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static String said(Object value, Moments moments, UnaryOperator<String> naming) {
        if (value == null) {
            return null;
        }
        if (value instanceof JsonObject object) {
            return object.stream()
                    .map(entry -> naming.apply(entry.getKey()) + ": " + said(entry.getValue(), moments, naming))
                    .collect(Collectors.joining("; "));
        }
        if (value instanceof JsonArray array) {
            return array.encode();
        }
        return time(value.toString(), moments);
    }

    /** A time as this page writes times; every other text as it is. */
    private static String time(String text, Moments moments) {
        if (text.length() < SHORTEST_TIME || text.charAt(4) != '-' || text.charAt(10) != 'T') {
            return text;
        }
        try {
            return moments.second(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return text;
        }
    }
}
