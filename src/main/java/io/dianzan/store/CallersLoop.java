package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings what was found out on one event loop to the loop of whoever asked, where what he does next belongs. */
public final class CallersLoop {
    private CallersLoop() {}

    /** Must be called by the one who asks; without a loop of his own he is told where it was found out. */
    public static <T> Future<T> of(Future<T> found) {
        var caller = Vertx.currentContext();
        if (caller == null) {
            return found;
        }
        var told = Promise.<T>promise();
        found.onComplete(result -> caller.runOnContext(turn -> told.handle(result)));
        return told.future();
    }
}
