package io.dianzan.login.wechat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator of calls that came to nothing; what he alone can mend, as an error, but once a minute is enough. */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String provider;
    /** As many as there are pieces of advice at most. */
    private final Map<Integer, Long> errcodeToToldAt = new ConcurrentHashMap<>();

    Complaints(String provider) {
        this.provider = provider;
    }

    void about(String path, String reason) {
        LOG.warn("provider {}: {} failed: {}", provider, path, reason);
    }

    void about(String path, int errcode) {
        Errcode.advice(errcode)
                .ifPresentOrElse(advice -> advise(path, errcode, advice), () -> about(path, "errcode " + errcode));
    }

    private void advise(String path, int errcode, String advice) {
        var now = System.nanoTime();
        var told = errcodeToToldAt.merge(errcode, now, (before, then) -> then - before < AGAIN_NANOS ? before : then);
        if (told == now) {
            LOG.error("provider {}: {} failed: errcode {}: {}", provider, path, errcode, advice);
        }
    }
}
