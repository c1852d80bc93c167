package io.dianzan.share;

import io.dianzan.login.wechat.MiniProgram;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has each share's code drawn by WeChat once: it stays good, and is kept. A poster goes without where that takes long. */
final class MiniProgramCodes implements MiniProgramCode {
    private static final Logger LOG = LoggerFactory.getLogger(MiniProgramCodes.class);
    private static final int PATIENCE_SECONDS = 8;

    /** Some 60 kB each: those that are asked for now. */
    private static final int MOST_KEPT = 200;
    /** A poster is open to all: that WeChat gave none is not asked of a store for each who looks at it. */
    private static final Duration NONE_FOR = Duration.ofMinutes(1);

    private final Map<Long, Kept> shareToKept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };
    private final MiniProgram miniProgram;
    private final MiniProgramCodeTable table;
    private final Errands errands;

    MiniProgramCodes(MiniProgram miniProgram, MiniProgramCodeTable table, Errands errands) {
        this.miniProgram = miniProgram;
        this.table = table;
        this.errands = errands;
    }

    @Override
    public Future<Optional<byte[]>> of(Share share) {
        var known = kept(share.id());
        return known != null
                ? Future.succeededFuture(known.image())
                : looked(share).onSuccess(image -> keep(share.id(), image));
    }

    /** Null where it is not known now. */
    private synchronized Kept kept(long share) {
        var known = shareToKept.get(share);
        return known == null || known.isOver() ? null : known;
    }

    private synchronized void keep(long share, Optional<byte[]> image) {
        shareToKept.put(share, new Kept(image, System.nanoTime() + NONE_FOR.toNanos()));
    }

    private Future<Optional<byte[]>> looked(Share share) {
        return errands.run("code:" + share.id(), () -> table.look(share.id()), () -> fetched(share))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(image -> image.map(Buffer::getBytes))
                .otherwise(failure -> {
                    LOG.warn("no mini-program code: {}", Reason.of(failure));
                    return Optional.empty();
                });
    }

    private record Kept(Optional<byte[]> image, long until) {
        /** A picture never changes. */
        boolean isOver() {
            return image.isEmpty() && System.nanoTime() - until > 0;
        }
    }

    private Future<Buffer> fetched(Share share) {
        return miniProgram.code(share.code()).compose(image -> table.put(share.id(), image));
    }
}
