package io.dianzan.operator.result;

/** A campaign that has no result yet, and why. */
public final class NoResult extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoResult(String message) {
        super(message, null, false, false);
    }
}
