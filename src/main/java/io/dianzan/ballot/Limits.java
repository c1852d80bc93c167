package io.dianzan.ballot;

import java.util.List;

/**
 * The limits of addresses and networks, before anything is asked of a store; that of an account is the gate's. Safe on
 * every thread.
 */
public final class Limits {
    private final TapCounter addresses = new TapCounter(LimitScope.ADDRESS);
    private final TapCounter prefixes = new TapCounter(LimitScope.PREFIX);
    private final TapCounter logins = new TapCounter(LimitScope.LOGIN);

    /** Refuses with TOO_FAST what is over a limit of the tap's campaign. */
    void admit(Tap tap) {
        var limits = tap.rules().limits();
        var campaign = tap.campaign().id();
        var origin = tap.origin();
        addresses
                .count(campaign, origin.address(), limits.address(), tap.acceptedAt())
                // what one address is refused takes nothing from its neighbours
                .or(() -> prefixes.count(campaign, origin.prefix(), limits.prefix(), tap.acceptedAt()))
                .ifPresent(refused -> {
                    throw refused;
                });
    }

    TapCounter logins() {
        return logins;
    }

    List<TapCounter> counters() {
        return List.of(addresses, prefixes, logins);
    }
}
