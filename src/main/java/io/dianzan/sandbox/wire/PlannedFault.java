package io.dianzan.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.world.WechatError;
import io.vertx.core.buffer.Buffer;

/**
 * What the next calls meet, all of them or those of one path, of one app: a delay in milliseconds, then an errcode (0:
 * none) or a broken answer. {@code type}: what the body is called instead; {@code status}: of HTTP, 0 for the usual one.
 */
public record PlannedFault(
        @JsonProperty String path,
        @JsonProperty String appid,
        @JsonProperty int times,
        @JsonProperty int errcode,
        @JsonProperty int delay,
        @JsonProperty int status,
        @JsonProperty Shape answer,
        @JsonProperty String type) {
    static final PlannedFault NONE = new PlannedFault(null, null, 0, 0, 0, 0, null, null);

    private static final String HTML = "<html><head><title>502 Bad Gateway</title></head><body>502</body></html>";

    /** What becomes of the answer. */
    public enum Shape {
        /** It is a page of a proxy; the call was not carried out. */
        @JsonProperty("html")
        HTML,
        /** It ends in its middle; the call was carried out. */
        @JsonProperty("truncated")
        TRUNCATED,
        /** The connection ends instead; the call was not carried out. */
        @JsonProperty("dropped")
        DROPPED,
        /** The connection ends instead; the call was carried out. */
        @JsonProperty("lost")
        LOST
    }

    PlannedFault rest() {
        return times > 1 ? new PlannedFault(path, appid, times - 1, errcode, delay, status, answer, type) : null;
    }

    /** Null where the call is carried out. */
    Answer instead() {
        if (errcode != 0) {
            throw new WechatError(errcode, "ordered fault");
        }
        return answer == Shape.HTML || answer == Shape.DROPPED || status != 0
                ? new Answer(status, 0, "text/html", Buffer.buffer(HTML), null)
                : null;
    }

    boolean hangsUp() {
        return answer == Shape.DROPPED || answer == Shape.LOST;
    }

    /** An answer, with what this fault does to it. */
    Answer on(Answer whole) {
        var body = answer == Shape.TRUNCATED
                ? whole.body().getBuffer(0, whole.body().length() / 2)
                : whole.body();
        return new Answer(
                status == 0 ? Math.max(whole.status(), 200) : status,
                whole.errcode(),
                type == null ? whole.type() : type,
                body,
                whole.location());
    }
}
