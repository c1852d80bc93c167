package io.dianzan.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.http.Json;
import io.dianzan.sandbox.world.WechatError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What goes back: WeChat answers 200 whatever happened, and tells errors by a number in the body. {@code type} is null
 * for JSON, which is called differently from path to path; {@code location} where a browser is sent on.
 */
public record Answer(int status, int errcode, String type, Buffer body, String location) {
    private static final int OK = 200;
    /** A browser that followed from a form asks for what comes next by GET. */
    private static final int SEE_OTHER = 303;

    public static Answer document(Object body) {
        return new Answer(OK, 0, null, Json.encode(body), null);
    }

    public static Answer image(String type, byte[] bytes) {
        return new Answer(OK, 0, type, Buffer.buffer(bytes), null);
    }

    public static Answer page(String html) {
        return page(0, html);
    }

    /** A page that tells of an error. */
    public static Answer page(int errcode, String html) {
        return new Answer(OK, errcode, "text/html; charset=utf-8", Buffer.buffer(html), null);
    }

    public static Answer sentOn(String location) {
        return new Answer(SEE_OTHER, 0, null, Buffer.buffer(), location);
    }

    /** Its text ends in a {@code rid} of three groups of 8 hex digits, by which WeChat's staff finds the call. */
    static Answer error(WechatError error) {
        var random = ThreadLocalRandom.current();
        var rid = String.format("%08x-%08x-%08x", random.nextInt(), random.nextInt(), random.nextInt());
        var body = new ErrorBody(error.errcode(), error.getMessage() + ", rid: " + rid);
        return new Answer(OK, error.errcode(), null, Json.encode(body), null);
    }

    /** {@code usualType}: what JSON is called on this path. */
    void send(HttpServerResponse response, String usualType) {
        response.setStatusCode(status).putHeader("Cache-Control", "no-store");
        if (location != null) {
            response.putHeader("Location", location);
        } else {
            response.putHeader("Content-Type", type == null ? usualType : type);
        }
        response.end(body);
    }

    private record ErrorBody(
            @JsonProperty int errcode, @JsonProperty String errmsg) {}
}
