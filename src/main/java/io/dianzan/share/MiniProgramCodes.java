package io.dianzan.share;

import io.dianzan.login.wechat.MiniProgram;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has each share's code drawn by WeChat once: it stays good, and is kept. A poster goes without where that takes long. */
final class MiniProgramCodes implements MiniProgramCode {
    private static final Logger LOG = LoggerFactory.getLogger(MiniProgramCodes.class);
    private static final int PATIENCE_SECONDS = 8;

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
        return errands.run("code:" + share.id(), () -> table.look(share.id()), () -> fetched(share))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(image -> image.map(Buffer::getBytes))
                .otherwise(failure -> {
                    LOG.warn("no mini-program code: {}", Reason.of(failure));
                    return Optional.empty();
                });
    }

    private Future<Buffer> fetched(Share share) {
        return miniProgram.code(share.code()).compose(image -> table.put(share.id(), image));
    }
}
