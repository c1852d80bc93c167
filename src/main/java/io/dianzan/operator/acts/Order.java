package io.dianzan.operator.acts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operator wants done: the act, the campaign, and its object as a form or a command names it. Fields: work,
 * voter, text, to (a new close), until (of a ban), day, since, before, address, prefix, share, proposal, seen.
 */
public record Order(Act act, String slug, Map<String, String> fields) {
    /** Up to when ballots were looked at, in epoch milliseconds: set by a preview, so that the same ones are ruled. */
    static final String SEEN = "seen";

    public Order {
        fields = Map.copyOf(fields);
    }

    public static Order of(Act act, String slug) {
        return new Order(act, slug, Map.of());
    }

    public Order with(String field, String value) {
        var more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Order(act, slug, more);
    }

    /** Null where it is not given. */
    String text(String field) {
        var text = fields.get(field);
        return text == null || text.isBlank() ? null : text.strip();
    }

    String require(String field) {
        var text = text(field);
        if (text == null) {
            throw Declined.field(field, "missing");
        }
        return text;
    }

    Long number(String field) {
        var text = text(field);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw Declined.field(field, "number");
        }
        return Long.valueOf(text);
    }

    long requireNumber(String field) {
        require(field);
        return number(field);
    }

    /** A local time of the campaign's zone. */
    Instant time(String field, ZoneId zone) {
        var text = text(field);
        try {
            return text == null ? null : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw Declined.field(field, "time");
        }
    }

    LocalDate date(String field) {
        var text = text(field);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Declined.field(field, "date");
        }
    }

    /** A keyed hash. */
    String hex(String field) {
        var text = text(field);
        if (text != null && !text.matches("([0-9a-f]{2}){4,32}")) {
            throw Declined.field(field, "hash");
        }
        return text;
    }
}
