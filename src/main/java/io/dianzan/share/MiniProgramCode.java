package io.dianzan.share;

import io.vertx.core.Future;
import java.util.Optional;

/** The picture by which WeChat opens the mini-program at a share. */
public interface MiniProgramCode {
    /** An image, or empty where there is none to be had now; never fails. */
    Future<Optional<byte[]>> of(Share share);
}
