package io.dianzan.http;

import java.util.UUID;

/** Where a request came from, by keyed hashes: of its address (IPv6: of its /64), and of the network around that. */
public record Origin(UUID address, long prefix) {
    @Override
    public String toString() {
        return "***";
    }
}
