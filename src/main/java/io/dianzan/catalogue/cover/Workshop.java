package io.dianzan.catalogue.cover;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads sources, several at once, and makes covers of those that have changed, one at a time. */
final class Workshop implements AutoCloseable {
    /** A site that lends us its pictures is asked for so many at once. */
    private static final int AT_ONCE = 4;

    private final ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
    /** A large picture takes 200 MB while it is decoded: four of them are more than a command's heap. */
    private final Object easel = new Object();

    /** What became of an order: a cover, or {@code bad}; neither where nothing has changed. */
    record Made(Order order, Buffer source, Cover cover, BadCover bad) {}

    /** In the order of the orders. {@code workToSource}: what the present covers were made from. */
    Future<List<Made>> make(List<Order> orders, Map<Integer, Buffer> workToSource) {
        var all = orders.stream()
                .map(order -> CompletableFuture.supplyAsync(() -> make(order, workToSource), readers))
                .toList();
        return Future.fromCompletionStage(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                .map(done -> all.stream().map(CompletableFuture::join).toList());
    }

    private Made make(Order order, Map<Integer, Buffer> workToSource) {
        try {
            var bytes = order.source().read();
            var source = hashOf(bytes);
            if (source.equals(workToSource.get(order.work().id()))) {
                return new Made(order, source, null, null);
            }
            synchronized (easel) {
                return new Made(order, source, CoverMaker.make(bytes), null);
            }
        } catch (BadPicture e) {
            return new Made(order, null, null, new BadCover(order.work().number(), e.getMessage()));
        }
    }

    private static Buffer hashOf(byte[] bytes) {
        var sha = Cover.sha256();
        sha.update(CoverMaker.EDITION);
        return Buffer.buffer(sha.digest(bytes));
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
