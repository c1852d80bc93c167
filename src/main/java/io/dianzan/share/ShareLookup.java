package io.dianzan.share;

import io.vertx.core.Future;

/** Finds what a code stands for. */
public interface ShareLookup {
    /** Fails with {@code share-unknown}. */
    Future<Share> find(String code);
}
