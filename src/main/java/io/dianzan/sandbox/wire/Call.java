package io.dianzan.sandbox.wire;

import io.vertx.core.Future;
import java.util.function.Function;

/** What one path of WeChat does; it refuses by throwing a {@link io.dianzan.sandbox.world.WechatError}. */
@FunctionalInterface
public interface Call {
    Future<Answer> answer(Asked asked);

    /** One that answers at once, with the record that becomes the JSON. */
    static Call document(Function<Asked, Object> body) {
        return asked -> Future.succeededFuture(Answer.document(body.apply(asked)));
    }

    /** One that answers at once. */
    static Call of(Function<Asked, Answer> answer) {
        return asked -> Future.succeededFuture(answer.apply(asked));
    }
}
