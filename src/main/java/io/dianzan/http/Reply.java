package io.dianzan.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** A success on its way out; refusals are {@link io.dianzan.fault.Refused} and go through {@link Faults}. */
public interface Reply {
    /** What is sent again and again is made once: reads are answered in a few microseconds. */
    CharSequence VARIES = HttpHeaders.createOptimized("Accept-Encoding, Accept-Language");

    CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    CharSequence JSON = HttpHeaders.createOptimized("application/json");
    CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
    CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    CharSequence ASK_AGAIN = HttpHeaders.createOptimized("private, no-cache");

    void send(RoutingContext ctx);

    /** 200 with a JSON body that is the caller's alone: never stored on the way. */
    static Reply json(Object body) {
        return json(Json.encode(body));
    }

    static Reply json(Buffer body) {
        return ctx -> ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(body);
    }

    /** Sends a browser elsewhere, by a GET; never kept, for it holds what is good once. */
    static Reply redirect(String address) {
        return ctx -> ctx.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, address)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end();
    }

    /** 200, or 304 to a phone that has it already: public JSON that may be kept for {@code maxAge} seconds. */
    static Reply shared(Encoded body, int maxAge) {
        return shared(JSON, body, maxAge);
    }

    static Reply shared(CharSequence type, Encoded body, int maxAge) {
        return varied(kept(type, body, "public, max-age=" + maxAge));
    }

    /** A page: the reader's own copy may be shown again when we say that it has not changed. */
    static Reply page(Encoded body) {
        return varied(kept(HTML, body, ASK_AGAIN));
    }

    /** A page that is its reader's alone, or good once; under whatever status is set. */
    static Reply pageOnce(Encoded body) {
        return varied(kept(HTML, body, NO_STORE));
    }

    /** What an address names by its content: whoever has it never asks again. */
    static Reply immutable(String type, Encoded body) {
        return kept(type, body, "public, max-age=31536000, immutable");
    }

    private static Reply varied(Reply reply) {
        return ctx -> {
            ctx.response().putHeader(HttpHeaders.VARY, VARIES);
            reply.send(ctx);
        };
    }

    private static Reply kept(CharSequence type, Encoded body, CharSequence howLong) {
        return ctx -> {
            var response = ctx.response()
                    .putHeader(HttpHeaders.ETAG, body.etag())
                    .putHeader(HttpHeaders.CACHE_CONTROL, howLong);
            if (response.getStatusCode() == 200 && Negotiation.hasAlready(ctx.request(), body.etag())) {
                response.setStatusCode(304).end();
                return;
            }
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
            if (body.gzip() != null && Negotiation.takesGzip(ctx.request())) {
                response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP).end(body.gzip());
            } else {
                response.end(body.plain());
            }
        };
    }
}
