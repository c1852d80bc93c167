package io.dianzan.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Who was in an app and when, for the risk service, which knows only those who were there lately. */
public final class Visits {
    private static final int MOST_VISITORS = 100_000;

    private final Map<String, Visit> openidToVisit = new Recent<>(MOST_VISITORS);
    private final Clock clock;

    public Visits(Clock clock) {
        this.clock = clock;
    }

    public synchronized void note(String openid, String user) {
        openidToVisit.put(openid, new Visit(user, clock.instant()));
    }

    /** The user behind an openid; null where nobody came with it. */
    public synchronized String userOf(String openid) {
        var visit = openidToVisit.get(openid);
        return visit == null ? null : visit.user();
    }

    public synchronized boolean within(Duration window, String openid) {
        var visit = openidToVisit.get(openid);
        return visit != null && clock.instant().isBefore(visit.at().plus(window));
    }

    private record Visit(String user, Instant at) {}
}
