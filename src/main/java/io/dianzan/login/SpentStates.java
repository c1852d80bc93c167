package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;

/**
 * Marks in Redis that a state was used, and for which code: WeChat may call back twice with one code, but nobody may come
 * with another. Without Redis it is the provider that takes a code only once. Belongs to one event loop.
 */
public final class SpentStates {
    private final RedisLink redis;

    public SpentStates(RedisLink redis) {
        this.redis = redis;
    }

    /** Fails with {@code state-invalid} where the state was used for another code. */
    Future<Void> spend(String state, String code) {
        var key = LoginKeys.state(state);
        var hash = LoginKeys.hash(code);
        var mark =
                Request.cmd(Command.SET).arg(key).arg(hash).arg("NX").arg("PX").arg(AttemptSeal.LIFE.toMillis());
        return redis.write(List.of(mark, Request.cmd(Command.GET).arg(key)))
                .map(marked -> marked.get(1) == null ? hash : marked.get(1).toString())
                .otherwise(hash)
                .compose(first -> first.equals(hash)
                        ? Future.succeededFuture()
                        : Future.failedFuture(Refusal.STATE_INVALID.refused()));
    }
}
