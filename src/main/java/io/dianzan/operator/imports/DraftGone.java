package io.dianzan.operator.imports;

/** There is no such file to apply any more: it was applied, or another one was uploaded, or too much time has passed. */
public final class DraftGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DraftGone() {
        super("no such draft", null, false, false);
    }
}
