package io.dianzan.sandbox.world;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that holds so many entries and forgets the oldest first, so that a long bench cannot fill the memory. */
public final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    public Recent(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
