package io.dianzan.operator.acts;

/**
 * An act that is not done, and why, in one sentence for the operator. {@code now} is what it would do as things stand,
 * where the operator has seen something else; otherwise null.
 */
public final class Declined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Sentence why;
    private final transient Preview now;

    private Declined(Sentence why, Preview now) {
        super(why.key(), null, false, false);
        this.why = why;
        this.now = now;
    }

    static Declined because(String key) {
        return new Declined(Sentence.of("refused." + key), null);
    }

    /** A field of the order that cannot be read; {@code expected} is a key of the texts. */
    static Declined field(String field, String expected) {
        return new Declined(Sentence.of("refused.field." + expected).with("field", field), null);
    }

    static Declined moved(Preview now) {
        return new Declined(Sentence.of("refused.moved"), now);
    }

    Declined with(String name, Object value) {
        return new Declined(why.with(name, value), now);
    }

    public Sentence why() {
        return why;
    }

    public Preview now() {
        return now;
    }
}
