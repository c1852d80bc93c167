package io.dianzan.operator.figures;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The open streams of operators who watch: every two seconds each is sent the page's moving part. A stream ends after some
 * minutes, and its browser comes again, so that who may not watch any more does not; who reads too slowly is dropped.
 */
public final class Watchers {
    private static final int MOST = 64;
    private static final int EVERY_MILLIS = 2_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final long longestNanos;
    private final Set<Watcher> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    public Watchers(Vertx vertx) {
        this(vertx, LONGEST);
    }

    Watchers(Vertx vertx, Duration longest) {
        this.vertx = vertx;
        this.longestNanos = longest.toNanos();
    }

    /** Begins a stream on the event loop of its request; {@code part} is made anew each time. Refuses as {@code busy}. */
    void open(HttpServerResponse response, Supplier<Future<String>> part) {
        if (stopped || open.size() >= MOST) {
            throw Refusal.BUSY.refused();
        }
        var watcher = new Watcher(response, part);
        open.add(watcher);
        head(response).setChunked(true);
        response.closeHandler(gone -> watcher.over());
        response.write("retry: 2000\n\n");
        watcher.begin();
    }

    static HttpServerResponse head(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no");
    }

    /** Ends all, and begins none any more: they would hold up the end of the server. From any thread. */
    public void stop() {
        stopped = true;
        open.forEach(watcher -> watcher.context.runOnContext(now -> watcher.end()));
    }

    int all() {
        return open.size();
    }

    /** One stream, on its event loop. */
    private final class Watcher {
        private final HttpServerResponse response;
        private final Supplier<Future<String>> part;
        private final Context context = vertx.getOrCreateContext();
        private final long began = System.nanoTime();
        private long timer;
        private boolean busy;
        private boolean slow;
        private boolean over;

        Watcher(HttpServerResponse response, Supplier<Future<String>> part) {
            this.response = response;
            this.part = part;
        }

        void begin() {
            timer = vertx.setPeriodic(EVERY_MILLIS, tick -> tick());
        }

        private void tick() {
            if (System.nanoTime() - began > longestNanos) {
                end();
            } else if (!busy) {
                busy = true;
                part.get().onComplete(made -> {
                    busy = false;
                    // what could not be read comes the next time
                    if (made.succeeded() && !over) {
                        write(made.result());
                    }
                });
            }
        }

        private void write(String text) {
            if (response.writeQueueFull() && slow) {
                over();
                response.reset();
                return;
            }
            slow = response.writeQueueFull();
            response.write("data: " + Json.encode(text) + "\n\n");
        }

        void end() {
            if (!over) {
                over();
                response.end();
            }
        }

        void over() {
            over = true;
            vertx.cancelTimer(timer);
            open.remove(this);
        }
    }
}
