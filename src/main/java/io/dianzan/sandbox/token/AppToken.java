package io.dianzan.sandbox.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;

/** A token of an app: {@code ends} by its age, or is {@code out} earlier because a newer one took its place. */
record AppToken(String name, String appid, Instant ends, Instant out) {
    AppToken kickedOut(Instant when) {
        return new AppToken(name, appid, ends, when);
    }

    Duration left(Instant now) {
        return Duration.between(now, ends);
    }

    Body body(Instant now) {
        return new Body(name, left(now).toSeconds());
    }

    @Override
    public String toString() {
        return "***";
    }

    record Body(
            @JsonProperty("access_token") String token,
            @JsonProperty("expires_in") long seconds) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
