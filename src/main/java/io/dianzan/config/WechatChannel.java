package io.dianzan.config;

import java.util.Arrays;
import java.util.Optional;

/** The ways in which a person meets us inside WeChat; each is an app of its own there, with openids of its own. */
public enum WechatChannel {
    MINI_PROGRAM("mini-program"),
    /** A page in WeChat's browser, by an official account. */
    PAGE("page"),
    /** A page in a desktop's browser, by a QR code of a website app. */
    DESKTOP("desktop");

    private final String word;

    WechatChannel(String word) {
        this.word = word;
    }

    /** As campaigns name it. */
    public String word() {
        return word;
    }

    public static Optional<WechatChannel> of(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word.equals(word))
                .findFirst();
    }
}
