package io.dianzan.operator.figures;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the meters of this process have counted anyway: how logins ended, how long commits took, how many taps wait. Used by
 * one run of a poll at a time.
 */
final class MeterFigures {
    /** Longer than the longest that is told apart. */
    static final int LONGER_MILLIS = 60_000;

    private static final String QUEUE = "dianzan.queue";
    private static final String LOGINS = "dianzan.logins";
    private static final String COMMITS = "dianzan.commit";
    private static final double NANOS_IN_MILLI = 1e6;

    private final MeterRegistry registry;
    private final Map<Object, Long> written = new HashMap<>();

    private record Login(String provider, String outcome) {}

    MeterFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The taps that wait for a commit now, on all loops. */
    int queue() {
        return (int)
                registry.find(QUEUE).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    /** Adds what came since the last time. */
    void take(Instant minute, Batch batch) {
        for (var counter : registry.find(LOGINS).counters()) {
            takeLogins(minute, counter, batch);
        }
        for (var timer : registry.find(COMMITS).timers()) {
            takeCommits(minute, timer, batch);
        }
    }

    private void takeLogins(Instant minute, Counter counter, Batch batch) {
        var login =
                new Login(counter.getId().getTag("provider"), counter.getId().getTag("outcome"));
        var fresh = grown(login, (long) counter.count());
        if (fresh > 0) {
            batch.logins().add(new Batch.Logins(minute, login.provider(), login.outcome(), fresh));
        }
    }

    /** A meter's buckets hold what took at most so long, those below included. */
    private void takeCommits(Instant minute, Timer timer, Batch batch) {
        var below = 0L;
        for (var bucket : timer.takeSnapshot().histogramCounts()) {
            takeCommits(minute, millisOf(bucket), (long) bucket.count() - below, batch);
            below = (long) bucket.count();
        }
        takeCommits(minute, LONGER_MILLIS, Math.max(0, timer.count() - below), batch);
    }

    private void takeCommits(Instant minute, int millis, long commits, Batch batch) {
        var fresh = grown(millis, commits);
        if (fresh > 0) {
            batch.commits().add(new Batch.Commits(minute, millis, fresh));
        }
    }

    /** The buckets are read while others write: one that seems to have shrunk is right the next time. */
    private long grown(Object what, long now) {
        var before = written.getOrDefault(what, 0L);
        if (now <= before) {
            return 0;
        }
        written.put(what, now);
        return now - before;
    }

    private static int millisOf(CountAtBucket bucket) {
        var millis = bucket.bucket() / NANOS_IN_MILLI;
        return millis >= LONGER_MILLIS ? LONGER_MILLIS : (int) Math.round(millis);
    }
}
