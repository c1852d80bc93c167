package io.dianzan.operator.export;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Where the bytes of an export go, piece after piece: the next is made when this one was taken. */
@FunctionalInterface
public interface Outlet {
    Future<Void> write(Buffer piece);
}
