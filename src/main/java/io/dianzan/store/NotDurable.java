package io.dianzan.store;

/** A PostgreSQL that acknowledges what may be lost, or a standby; nothing is written there. */
public final class NotDurable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDurable() {
        super(
                "PostgreSQL must be the primary, with fsync, synchronous_commit and full_page_writes on",
                null,
                false,
                false);
    }
}
