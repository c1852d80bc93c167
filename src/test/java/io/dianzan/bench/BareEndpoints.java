package io.dianzan.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/** What Vert.x itself costs: endpoints that say what a vote's answer says, and do nothing. One for each event loop. */
final class BareEndpoints {
    static final Buffer ANSWER = Buffer.buffer("{\"ok\":true,\"votes\":102,\"left\":0,\"resets\":1709222400}");

    private static final Buffer PAGE = Buffer.buffer(new byte[5_000]);

    private final Vertx vertx;
    private List<HttpServerResponse> parked = new ArrayList<>();

    BareEndpoints(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Answers at once. */
    void inline(HttpServerRequest request) {
        answer(request.response());
    }

    /** Answers at once, with as many bytes as a page of works has when it is compressed. */
    void large(HttpServerRequest request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(PAGE);
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
