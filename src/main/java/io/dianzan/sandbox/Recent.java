package io.dianzan.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that holds so many entries and forgets the oldest first, so that a long bench cannot fill the memory. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
