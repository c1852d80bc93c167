package io.dianzan.login;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Warns the operator at most once a second, for what is down is down for everybody who logs in. */
final class Complaints {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    Complaints(Logger log) {
        this.log = log;
    }

    void warn(String text) {
        var before = last.get();
        var now = System.nanoTime();
        if (now - before >= QUIET_NANOS && last.compareAndSet(before, now)) {
            log.warn(text);
        }
    }
}
