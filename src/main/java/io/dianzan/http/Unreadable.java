package io.dianzan.http;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers what cannot be read as a request of HTTP, and so reaches no router. Nothing tells where the next request would
 * begin, therefore the connection ends with the answer.
 */
final class Unreadable {
    /** A path and a query of the longest search, every letter of it encoded in nine characters, take 1 kB. */
    private static final int LINE_BYTES = 4_096;
    /** A token takes some 300 bytes; browsers send up to 2 kB of their own, and cookies. */
    private static final int HEAD_BYTES = 8_192;

    private Unreadable() {}

    static HttpServerOptions bound(HttpServerOptions options) {
        return options.setMaxInitialLineLength(LINE_BYTES).setMaxHeaderSize(HEAD_BYTES);
    }

    static void answer(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            ProblemDocument.send(request.response(), 414, tooLarge("url", LINE_BYTES));
        } else if (cause instanceof TooLongHttpHeaderException) {
            ProblemDocument.send(request.response(), 431, tooLarge("headers", HEAD_BYTES));
        } else {
            ProblemDocument.send(request.response(), 400, Faults.MALFORMED);
        }
        request.connection().close();
    }

    private static Refused tooLarge(String field, int most) {
        return Refusal.TOO_LARGE.refused().with("field", field).with("expected", "at most " + most + " bytes");
    }
}
