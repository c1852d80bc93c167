package io.dianzan.operator.figures;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Where the votes of a campaign's works came from in the running hour. A place gets a line of its own once it has brought
 * several votes for a work, more of them the more lines the work has: so the lines are few, and a flood from one place
 * always gets one, however late in the hour it comes: where too many places are known, the smallest are forgotten, and
 * begin anew when they come again. Safe on every thread.
 */
final class Places {
    static final short PREFIX = 1;
    static final short SHARE = 2;

    static final long HOUR_SECONDS = 3_600;
    /** Some 10 MB. */
    private static final int MOST = 100_000;
    /** Places with more votes than this are all alike when room is made: large. */
    private static final int LARGE = 1_000;
    /** Two people of one household are no news. */
    private static final int SEVERAL = 3;
    /** With every so many lines of a work it takes twice as many votes to get one. */
    private static final int LINES = 32;

    private static final int MOST_DOUBLINGS = 20;

    private final Map<Line, Long> due = new ConcurrentHashMap<>();
    private final Lock sweeping = new ReentrantLock();
    private final int most;
    private volatile Hour hour = new Hour(0);

    Places() {
        this(MOST);
    }

    /** {@code most}: so many places of an hour are known at a time, and a few more while room is made. */
    Places(int most) {
        this.most = most;
    }

    /** One place's votes for a work in an hour of the epoch; {@code origin}: the hash of a network, or the code of a link. */
    record Line(int work, short kind, long hour, Object origin) {}

    private record Place(int work, short kind, Object origin) {}

    private record Kind(int work, short kind) {}

    private record Hour(long number, Map<Place, Seen> places, Map<Kind, AtomicInteger> kindToLines) {
        Hour(long number) {
            this(number, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    /** How often a place was seen, and whether it has its line. */
    private static final class Seen {
        private int votes;
        private boolean told;

        /** How many votes are to be written now. */
        synchronized int count(AtomicInteger lines) {
            votes++;
            if (told) {
                return 1;
            }
            var doublings = Math.min(MOST_DOUBLINGS, lines.get() / LINES);
            if (votes < SEVERAL << doublings) {
                return 0;
            }
            told = true;
            lines.incrementAndGet();
            return votes;
        }

        /** The smaller, the sooner it is forgotten; who has a line stays the longest. */
        synchronized int size() {
            return Math.min(votes, LARGE) + (told ? LARGE : 0);
        }
    }

    void count(int work, short kind, Object origin, long epochSecond) {
        var now = hourOf(epochSecond / HOUR_SECONDS);
        var place = new Place(work, kind, origin);
        var seen = now.places().get(place);
        if (seen == null) {
            if (now.places().size() >= most) {
                makeRoom(now.places());
            }
            seen = now.places().computeIfAbsent(place, first -> new Seen());
        }
        var lines = now.kindToLines().computeIfAbsent(new Kind(work, kind), first -> new AtomicInteger());
        var votes = seen.count(lines);
        if (votes > 0) {
            due.merge(new Line(work, kind, now.number(), origin), (long) votes, Long::sum);
        }
    }

    /** Forgets the smaller half. One thread does that, and the others go on meanwhile. */
    private void makeRoom(Map<Place, Seen> places) {
        if (!sweeping.tryLock()) {
            return;
        }
        try {
            var excess = places.size() - most / 2;
            if (excess < most / 2) {
                return;
            }
            var sizeToPlaces = new int[2 * LARGE + 1];
            places.values().forEach(seen -> sizeToPlaces[seen.size()]++);
            var edge = 0;
            while (edge < 2 * LARGE && excess > sizeToPlaces[edge]) {
                excess -= sizeToPlaces[edge++];
            }
            // all below the edge, and of those on it as many as are still too many
            for (var entry : places.entrySet()) {
                var size = entry.getValue().size();
                if (size < edge || size == edge && excess-- > 0) {
                    places.remove(entry.getKey());
                }
            }
        } finally {
            sweeping.unlock();
        }
    }

    /** How many places of the running hour are known. */
    int known() {
        return hour.places().size();
    }

    /** Gives what is to be written since the last time. */
    void take(BiConsumer<Line, Long> taker) {
        for (var line : due.keySet()) {
            var votes = due.remove(line);
            if (votes != null) {
                taker.accept(line, votes);
            }
        }
    }

    /** A vote of the hour before that comes late is one of this hour's. */
    private Hour hourOf(long number) {
        var now = hour;
        if (number <= now.number()) {
            return now;
        }
        synchronized (this) {
            if (number > hour.number()) {
                hour = new Hour(number);
            }
            return hour;
        }
    }
}
