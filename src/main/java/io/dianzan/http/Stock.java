package io.dianzan.http;

import io.dianzan.store.CallersLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Answers that are dear to make: each is made once however many ask for it meanwhile, and then kept on a shelf. Safe for
 * all threads; everybody is answered on his own event loop.
 */
public final class Stock {
    private final Shelf shelf;
    private final Map<Object, Future<Encoded>> keyToMaking = new ConcurrentHashMap<>();

    public Stock(long mostBytes) {
        this.shelf = new Shelf(mostBytes);
    }

    /** The answer of this key; a failure is told to all who wait for it, and not kept. */
    public Future<Encoded> get(Object key, Supplier<Future<Encoded>> make) {
        var kept = shelf.get(key);
        if (kept != null) {
            return Future.succeededFuture(kept);
        }
        var made = Promise.<Encoded>promise();
        var under = keyToMaking.putIfAbsent(key, made.future());
        if (under == null) {
            // composed, so that what throws fails too, and nobody waits for it in vain
            Future.succeededFuture()
                    .compose(start -> make.get())
                    .onSuccess(answer -> shelf.put(key, answer))
                    .onComplete(done -> keyToMaking.remove(key))
                    .onComplete(made);
        }
        return CallersLoop.of(under == null ? made.future() : under);
    }
}
