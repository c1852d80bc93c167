package io.dianzan.login;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A token for a phone to keep until {@code expires} (epoch seconds). */
public record IssuedToken(
        @JsonProperty String token, @JsonProperty long expires) {
    @Override
    public String toString() {
        return "***";
    }
}
