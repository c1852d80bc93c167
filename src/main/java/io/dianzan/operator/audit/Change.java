package io.dianzan.operator.audit;

import io.dianzan.operator.console.Moments;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** One thing that an act changed, or says; {@code before} or {@code after} is null where there was none. */
public record Change(String key, String before, String after) {

    /** What two states say, key by key; both may be null. What is the same in both is left out. */
    static List<Change> between(String before, String after, Moments moments) {
        var was = before == null ? new JsonObject() : new JsonObject(before);
        var is = after == null ? new JsonObject() : new JsonObject(after);
        var keys = new LinkedHashSet<>(was.fieldNames());
        keys.addAll(is.fieldNames());
        var changes = new ArrayList<Change>();
        for (var key : keys) {
            var change = new Change(key, said(was.getValue(key), moments), said(is.getValue(key), moments));
            if (change.before() == null || !change.before().equals(change.after())) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static String said(Object value, Moments moments) {
        if (value == null) {
            return null;
        }
        if (value instanceof JsonObject object) {
            return object.encode();
        }
        if (value instanceof JsonArray array) {
            return array.encode();
        }
        return time(value.toString(), moments);
    }

    /** A time as this page writes times; every other text as it is. */
    private static String time(String text, Moments moments) {
        if (text.length() < 20 || text.charAt(4) != '-' || text.charAt(10) != 'T') {
            return text;
        }
        try {
            return moments.second(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return text;
        }
    }
}
