package io.dianzan.tally;

import io.dianzan.fault.Refusal;
import java.util.concurrent.atomic.AtomicInteger;

/** The open streams of a process, counted and bounded: who finds no place asks again and again instead. On all loops. */
public final class OpenStreams {
    private final int most;
    private final AtomicInteger all = new AtomicInteger();

    public OpenStreams(int most) {
        this.most = most;
    }

    /** Takes a place, to be given back; refuses as {@code busy} where there is none. */
    void enter() {
        if (all.incrementAndGet() > most) {
            leave();
            throw Refusal.BUSY.refused();
        }
    }

    /** Gives a place back, once. */
    void leave() {
        all.decrementAndGet();
    }

    public int all() {
        return all.get();
    }
}
