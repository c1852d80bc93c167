package io.dianzan.operator.retention;

/** Another process purges now; what is due goes with it. */
public final class PurgeUnderWay extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PurgeUnderWay() {
        super("another process is purging now", null, false, false);
    }
}
