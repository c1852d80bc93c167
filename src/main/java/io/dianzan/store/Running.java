package io.dianzan.store;

/** A store in use: where it is, and how it ends when we do; one that others run just goes on. */
record Running<A>(A address, Runnable stop) {
    static <A> Running<A> elsewhere(A address) {
        return new Running<>(address, () -> {});
    }
}
