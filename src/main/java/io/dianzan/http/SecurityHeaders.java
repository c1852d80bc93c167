package io.dianzan.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** What every answer tells a browser, set before anything else has a say; made once, for the hot path. */
final class SecurityHeaders {
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    /** A body is what its type says: JSON with somebody's words in it never becomes a page. */
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    /** A share link's code is not told to the next site. */
    private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");

    private SecurityHeaders() {}

    static Handler<HttpServerRequest> before(Handler<HttpServerRequest> requests) {
        return request -> {
            request.response().putHeader(CONTENT_TYPE_OPTIONS, NOSNIFF).putHeader(REFERRER_POLICY, SAME_ORIGIN);
            requests.handle(request);
        };
    }
}
