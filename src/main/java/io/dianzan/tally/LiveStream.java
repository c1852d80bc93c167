package io.dianzan.tally;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** One open stream, on its event loop. */
final class LiveStream {
    private final int campaign;
    private final HttpServerResponse response;
    private long version;
    private int writtenAt;
    private boolean slow;
    private boolean over;

    /** {@code version}: of the counts with which it begins. */
    LiveStream(int campaign, HttpServerResponse response, long version) {
        this.campaign = campaign;
        this.response = response;
        this.version = version;
    }

    int campaign() {
        return campaign;
    }

    /** Writes an event unless it began with as much; false where its reader is too slow to be kept. */
    boolean tell(LiveEvent event, int sweep) {
        if (event.version() <= version) {
            return true;
        }
        version = event.version();
        return write(event.text(), sweep);
    }

    /**
     * False where the queue was full the last time too; nothing is left out until then. Vert.x calls it full when 16
     * events wait behind 64 kB that the socket has not taken, so that a long beginning alone makes no reader slow.
     */
    boolean write(Buffer text, int sweep) {
        if (response.writeQueueFull() && slow) {
            return false;
        }
        slow = response.writeQueueFull();
        writtenAt = sweep;
        response.write(text);
        return true;
    }

    int writtenAt() {
        return writtenAt;
    }

    boolean isOver() {
        return over;
    }

    /** Its far end is gone, or will be told so by somebody else. */
    void over() {
        over = true;
    }

    void end() {
        over = true;
        response.end();
    }

    /** For a reader that would not take an end either. */
    void reset() {
        over = true;
        response.reset();
    }
}
