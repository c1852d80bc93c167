package io.dianzan.share;

import io.vertx.core.Future;
import java.util.Optional;

/** The round code that opens a share's work in the mini-program. */
public interface MiniProgramCode {
    /** An image, or empty where there is none to be had now; never fails. */
    Future<Optional<byte[]>> of(Share share);
}
