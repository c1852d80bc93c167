package io.dianzan.ballot;

/** The limit of an address: counted in this process, before anything is asked of a store. */
public final class Limits {
    private final TapCounter counter;

    public Limits(TapCounter counter) {
        this.counter = counter;
    }

    /** Refuses with TOO_FAST what is over the limit of the tap's campaign. */
    void admit(Tap tap) {
        counter.count(
                        tap.campaign().id(),
                        tap.origin().address(),
                        tap.rules().limits().address(),
                        tap.acceptedAt())
                .ifPresent(refused -> {
                    throw refused;
                });
    }
}
