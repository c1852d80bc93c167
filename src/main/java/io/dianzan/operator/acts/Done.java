package io.dianzan.operator.acts;

/** What was done; {@code proposal} is the number of what waits for a second operator, or null. */
public record Done(Sentence said, Long proposal) {
    static Done saying(Sentence said) {
        return new Done(said, null);
    }
}
