package io.dianzan.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.ThreadLocalRandom;

/** An error as WeChat tells it: HTTP 200, a number, and a text that ends in a {@code rid} of three groups of 8 hex digits. */
final class WechatError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errcode;

    WechatError(int errcode, String text) {
        super(text, null, false, false);
        this.errcode = errcode;
    }

    Body body() {
        var random = ThreadLocalRandom.current();
        return new Body(
                errcode,
                String.format(
                        "%s, rid: %08x-%08x-%08x", getMessage(), random.nextInt(), random.nextInt(), random.nextInt()));
    }

    record Body(@JsonProperty int errcode, @JsonProperty String errmsg) {}
}
