package io.dianzan.catalogue;

/** The result of the campaign stands, and its works stay as they are; nothing was written. */
public final class CatalogueFinal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogueFinal() {
        super("the result is final; nothing is imported any more", null, false, false);
    }
}
