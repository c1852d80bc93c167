package io.dianzan.sandbox.wxa;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a mini-program's {@code onLaunch} gets: {@code scene} is WeChat's number for the way in. */
public record Entry(
        @JsonProperty String appid,
        @JsonProperty String path,
        @JsonProperty String query,
        @JsonProperty int scene) {
    /** A mini-program code that was scanned. */
    static final int CODE_SCANNED = 1047;

    static final int SCHEME = 1065;
    /** A URL link opened outside WeChat. */
    static final int URL_LINK = 1194;
}
