package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.http.Json;
import io.vertx.core.buffer.Buffer;

/**
 * WeChat's answer where a picture was asked for: the picture, or the document that says why there is none. The types of
 * its answers say nothing of that, the first bytes do.
 */
record Picture(int errcode, Buffer image) implements WechatAnswer {
    static Picture of(Buffer answer) {
        return isJpeg(answer) || isPng(answer)
                ? new Picture(0, answer)
                : new Picture(Json.decode(answer, Complaint.class).errcode(), null);
    }

    private static boolean isJpeg(Buffer bytes) {
        return begins(bytes, 0xFF, 0xD8, 0xFF);
    }

    private static boolean isPng(Buffer bytes) {
        return begins(bytes, 0x89, 'P', 'N', 'G');
    }

    private static boolean begins(Buffer bytes, int... first) {
        for (int i = 0; i < first.length; i++) {
            if (bytes.length() <= i || bytes.getUnsignedByte(i) != first[i]) {
                return false;
            }
        }
        return true;
    }

    private record Complaint(@JsonProperty int errcode) {}

    @Override
    public String toString() {
        return "***";
    }
}
