package io.dianzan;

/** A command that cannot be carried out, and why, in one line for the operator. */
final class ToolRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolRefused(String message) {
        super(message, null, false, false);
    }
}
