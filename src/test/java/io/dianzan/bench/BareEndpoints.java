package io.dianzan.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Vert.x itself costs: endpoints that say what a vote's answer says, and do nothing. One for each event loop. */
final class BareEndpoints {
    static final Buffer ANSWER = Buffer.buffer("{\"ok\":true,\"votes\":102,\"left\":0,\"resets\":1709222400}");

    /** The header that says how long a body is wanted. */
    static final String BYTES = "Bytes";

    private final Vertx vertx;
    private final Map<String, Buffer> bytesToBody = new HashMap<>();
    private List<HttpServerResponse> parked = new ArrayList<>();

    BareEndpoints(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers at once. */
    void inline(HttpServerRequest request) {
        answer(request.response());
    }

    /** Answers at once, with a body as long as the caller wants it. */
    void asLong(HttpServerRequest request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(bytesToBody.computeIfAbsent(
                        request.getHeader(BYTES), bytes -> Buffer.buffer(new byte[Integer.parseInt(bytes)])));
    }

    /**
     * Answers later, all that came in one turn of the event loop together: no group commit can do with less, for the
     * answer to its call arrives in a later turn.
     */
    void parked(HttpServerRequest request) {
        parked.add(request.response());
        if (parked.size() == 1) {
            vertx.runOnContext(turn -> answerParked());
        }
    }

    private void answerParked() {
        var batch = parked;
        parked = new ArrayList<>();
        batch.forEach(BareEndpoints::answer);
    }

    private static void answer(HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(ANSWER);
    }
}
