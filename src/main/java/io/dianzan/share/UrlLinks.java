package io.dianzan.share;

import io.dianzan.login.wechat.MiniProgram;
import io.dianzan.store.CallersLoop;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WeChat's links into the mini-program, one per campaign: WeChat makes only so many a day for all of an account. One
 * process asks, a day before the old one ends; each process looks at most once a second what there is.
 */
final class UrlLinks {
    private static final Logger LOG = LoggerFactory.getLogger(UrlLinks.class);
    private static final Duration DUE = Duration.ofDays(1);
    /** Between our answer and WeChat's look at it. */
    private static final Duration USABLE = Duration.ofMinutes(1);

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<Integer, Held> campaignToHeld = new ConcurrentHashMap<>();
    private final MiniProgram miniProgram;
    private final UrlLinkTable table;
    private final Errands errands;

    UrlLinks(MiniProgram miniProgram, UrlLinkTable table, Errands errands) {
        this.miniProgram = miniProgram;
        this.table = table;
        this.errands = errands;
    }

    private record Held(Future<Optional<String>> link, long sinceNanos) {
        boolean isOld() {
            return link.isComplete() && System.nanoTime() - sinceNanos > KEPT_NANOS;
        }
    }

    /** Empty where there is none to be had now; never fails. As many wait for one look as come. */
    Future<Optional<String>> of(int campaign) {
        var held = campaignToHeld.compute(
                campaign,
                (id, old) -> old == null || old.isOld() ? new Held(lookedUp(campaign), System.nanoTime()) : old);
        return CallersLoop.of(held.link());
    }

    private Future<Optional<String>> lookedUp(int campaign) {
        return errands.run("url-link:" + campaign, () -> table.look(campaign, DUE), () -> fetched(campaign))
                .compose(link -> link.isPresent() ? Future.succeededFuture(link) : table.look(campaign, USABLE))
                .recover(failure -> {
                    LOG.warn("no link into the mini-program: {}", Reason.of(failure));
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private Future<String> fetched(int campaign) {
        return miniProgram.link().compose(link -> table.put(campaign, link, MiniProgram.LINK_LIFE));
    }
}
