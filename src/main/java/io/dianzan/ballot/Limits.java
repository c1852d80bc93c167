package io.dianzan.ballot;

import io.dianzan.http.ClientAddress;
import io.vertx.core.http.HttpServerRequest;

/** The limit of an address: counted in this process, before anything is asked of a store. */
public final class Limits {
    private final ClientAddress address;
    private final TapCounter counter;

    public Limits(ClientAddress address, TapCounter counter) {
        this.address = address;
        this.counter = counter;
    }

    /** Refuses with TOO_FAST what is over the limit of the tap's campaign. */
    void admit(Tap tap, HttpServerRequest request) {
        counter.count(tap.campaign().id(), address.of(request), tap.rules().addressLimit(), tap.acceptedAt())
                .ifPresent(refused -> {
                    throw refused;
                });
    }
}
