package io.dianzan.catalogue;

/** The works of a campaign are others than those that were looked at; nothing was written. */
public final class CatalogueMoved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CatalogueMoved() {
        super("the works have changed since they were looked at", null, false, false);
    }
}
