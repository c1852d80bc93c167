package io.dianzan.http;

import io.dianzan.fault.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;

/** A refusal as it goes over the wire: RFC 9457, with a stable {@code code} and the facts that the caller may know. */
final class ProblemDocument {
    private ProblemDocument() {}

    /** Ends a response whose head has not been written. */
    static void send(HttpServerResponse response, int status, Refused refused) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "about:blank");
        document.put("title", refused.reason().title());
        document.put("status", status);
        document.put("code", refused.reason().code());
        document.putAll(refused.facts());
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.encode(document));
    }
}
