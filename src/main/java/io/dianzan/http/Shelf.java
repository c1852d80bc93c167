package io.dianzan.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers that are encoded already, the least recently used thrown out first. It is bounded by bytes and not by number,
 * for a page of 100 works with long links is a hundred times one of five. Safe for all threads; the lock is held for a
 * look-up only, never while something is encoded.
 */
public final class Shelf {
    /** What an entry costs besides its bytes: key, node, buffers; a guess on the safe side. */
    private static final int OVERHEAD = 1024;

    private final long mostBytes;
    private final Map<Object, Encoded> keyToAnswer = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    public Shelf(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    public synchronized Encoded get(Object key) {
        return keyToAnswer.get(key);
    }

    public synchronized void put(Object key, Encoded answer) {
        var before = keyToAnswer.put(key, answer);
        bytes += weightOf(answer) - (before == null ? 0 : weightOf(before));
        var eldest = keyToAnswer.values().iterator();
        while (bytes > mostBytes) {
            bytes -= weightOf(eldest.next());
            eldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int size() {
        return keyToAnswer.size();
    }

    private static long weightOf(Encoded answer) {
        return OVERHEAD
                + answer.plain().length()
                + (answer.gzip() == null ? 0 : answer.gzip().length());
    }
}
