package io.dianzan.share;

import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where pictures are drawn: off the event loops, few at a time, and refused as {@code busy} where too many wait. */
public final class Studio {
    /** A drawing keeps a core busy for a tenth of a second, and votes need the cores more. */
    private static final int THREADS = 1;
    /** Some seconds of work: who comes behind that would have gone by the time it is his turn. */
    private static final int MOST_WAITING = 64;

    private final ThreadPoolExecutor drawers;

    public Studio() {
        this(MOST_WAITING);
    }

    Studio(int mostWaiting) {
        drawers = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(mostWaiting), Studio::thread);
        drawers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "pictures");
        thread.setDaemon(true);
        return thread;
    }

    /** Completes on a thread of the studio. */
    Future<byte[]> draw(Callable<byte[]> drawing) {
        var drawn = Promise.<byte[]>promise();
        try {
            drawers.execute(() -> draw(drawing, drawn));
        } catch (RejectedExecutionException full) {
            drawn.fail(Refusal.BUSY.refused());
        }
        return drawn.future();
    }

    private static void draw(Callable<byte[]> drawing, Promise<byte[]> drawn) {
        try {
            drawn.complete(drawing.call());
        } catch (Exception | LinkageError failure) {
            // a machine without the libraries of AWT still takes votes
            drawn.fail(failure);
        }
    }

    public void close() {
        drawers.shutdownNow();
    }
}
