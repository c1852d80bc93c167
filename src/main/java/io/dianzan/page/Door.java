package io.dianzan.page;

/** One way for a person who is not logged in to get to vote; {@code provider} is the one that will tell who he is. */
public record Door(Kind kind, String provider) {
    public enum Kind {
        /** WeChat's own consent, in its browser: {@code /v1/login/{provider}?to=…}. */
        OAUTH,
        /** {@code <wx-open-launch-weapp>}: the mini-program, from a page in WeChat. */
        LAUNCH,
        /** Back into the mini-program that shows this page. */
        MINI_PROGRAM,
        /** WeChat, from another browser of a phone: {@code /c/…/works/…/wechat}. */
        WECHAT_LINK,
        /** The code that WeChat scans to log in here: {@code /v1/login/{provider}?to=…}. */
        QR_LOGIN,
        /** Any other provider: {@code /v1/login/{provider}?to=…}. */
        LOGIN,
        /** The QR code that opens this page in WeChat. */
        SCAN,
        /** On a phone: the link of this page, to be copied into WeChat. */
        COPY,
        /** Not here: on a computer, by the code that WeChat scans. */
        ON_A_DESKTOP
    }
}
