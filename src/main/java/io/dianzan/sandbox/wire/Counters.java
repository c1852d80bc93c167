package io.dianzan.sandbox.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each path was called by each app, faults included. */
public final class Counters {
    private final Map<Key, Long> keyToCalls = new HashMap<>();

    /** {@code path} is one of the routes, {@code appid} one of the apps or empty: that bounds the map. */
    synchronized void count(String path, String appid) {
        keyToCalls.merge(new Key(path, appid), 1L, Long::sum);
    }

    /** By path; of one app, or of all where {@code appid} is null. */
    public synchronized Map<String, Long> calls(String appid) {
        var pathToCalls = new TreeMap<String, Long>();
        keyToCalls.forEach((key, calls) -> {
            if (appid == null || appid.equals(key.appid())) {
                pathToCalls.merge(key.path(), calls, Long::sum);
            }
        });
        return pathToCalls;
    }

    private record Key(String path, String appid) {}
}
