package io.dianzan.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal on its way to the caller: the reason, and facts that the caller may know ({@code left}, {@code resets},
 * {@code field}, …). It carries no stack trace, for a refusal is an answer and not an accident.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal reason;
    private final transient Map<String, Object> facts;
    private final int retryAfterSeconds;

    Refused(Refusal reason) {
        this(reason, Map.of(), 0);
    }

    private Refused(Refusal reason, Map<String, Object> facts, int retryAfterSeconds) {
        super(reason.title(), null, false, false);
        this.reason = reason;
        this.facts = facts;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** A request that is not as expected: which field, and what was expected of it. */
    public static Refused malformed(String field, String expected) {
        return Refusal.MALFORMED.refused().with("field", field).with("expected", expected);
    }

    /** The same refusal with one more public fact; a null value adds nothing. */
    public Refused with(String name, Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Refused(reason, Collections.unmodifiableMap(more), retryAfterSeconds);
    }

    /** The same refusal, asking the caller to come back after so many seconds (0: no such advice). */
    public Refused retryAfter(int seconds) {
        return new Refused(reason, facts, seconds);
    }

    public Refusal reason() {
        return reason;
    }

    public Map<String, Object> facts() {
        return facts;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
