package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.RunningServer;

/** A browser that was sent to a provider, and keeps what it was told to keep. */
record Browser(String provider, String cookie, String state) {
    static Browser sentTo(String provider, RunningServer server) {
        var answer =
                new Ask("GET", "/v1/login/" + provider).query("to", "/c/demo").of(server);
        assertThat(answer.status()).as("%s", answer).isEqualTo(303);
        var cookie = answer.headers().get("Set-Cookie");
        var state = answer.headers().get("Location").replaceAll(".*[?&]state=([^&#]+).*", "$1");
        return new Browser(provider, cookie.substring(0, cookie.indexOf(';')), state);
    }

    /** Its way back, as the provider sends it; without a code where that is null. */
    Ask back(String code) {
        var ask = new Ask("GET", "/v1/login/" + provider + "/callback")
                .query("state", state)
                .header("Cookie", cookie);
        return code == null ? ask : ask.query("code", code);
    }
}
