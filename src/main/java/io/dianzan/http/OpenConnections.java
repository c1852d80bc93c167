package io.dianzan.http;

import io.dianzan.config.ServerConfig.Connections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of a process, counted in all and by client address, and bounded. Safe on all event loops. */
public final class OpenConnections {
    private final ClientAddress clients;
    private final Connections bounds;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> addressToOpen = new ConcurrentHashMap<>();

    public OpenConnections(ClientAddress clients, Connections bounds) {
        this.clients = clients;
        this.bounds = bounds;
    }

    /** Takes a place for a connection from {@code peer}, to be given back; or says why there is none for it. */
    Optional<Closing> enter(String peer) {
        if (all.incrementAndGet() > bounds.most()) {
            all.decrementAndGet();
            return Optional.of(Closing.FULL);
        }
        // a proxy brings everybody: how many of each address it lets in is for it to say
        if (!clients.isProxy(peer)
                && addressToOpen.merge(ClientAddress.prefixOf(peer), 1, Integer::sum) > bounds.mostPerAddress()) {
            leave(peer);
            return Optional.of(Closing.ADDRESS_FULL);
        }
        return Optional.empty();
    }

    /** Gives a place back, once. */
    void leave(String peer) {
        all.decrementAndGet();
        if (!clients.isProxy(peer)) {
            addressToOpen.computeIfPresent(
                    ClientAddress.prefixOf(peer), (address, open) -> open == 1 ? null : open - 1);
        }
    }

    public int all() {
        return all.get();
    }

    /** How many addresses are remembered: those that are here now. */
    int addresses() {
        return addressToOpen.size();
    }
}
