package io.dianzan.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * The codes of {@code wx.login}: five minutes of life, one use, good for the app they were made for. (WeChat's document
 * of {@code wx.login}.) Used codes are kept for the rest of their life, to be told apart from unknown ones.
 */
final class LoginCodes {
    static final Duration LIFE = Duration.ofSeconds(300);
    private static final int MOST_CODES = 100_000;
    private static final int CODE_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> nameToCode = new Recent<>(MOST_CODES);
    private final Clock clock;

    LoginCodes(Clock clock) {
        this.clock = clock;
    }

    synchronized String make(String appid, String user) {
        var bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        var name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        nameToCode.put(name, new Code(appid, user, clock.instant().plus(LIFE), false));
        return name;
    }

    /** Looks at a code without using it; what is not a live code of this app is refused as 40029, a used one as 40163. */
    synchronized String userOf(String name, String appid) {
        var code = nameToCode.get(name);
        if (code == null || !code.appid().equals(appid) || !clock.instant().isBefore(code.ends())) {
            throw new WechatError(40029, "invalid code");
        }
        if (code.used()) {
            throw new WechatError(40163, "code been used");
        }
        return code.user();
    }

    synchronized String use(String name, String appid) {
        var user = userOf(name, appid);
        nameToCode.computeIfPresent(name, (n, code) -> code.spent());
        return user;
    }

    private record Code(String appid, String user, Instant ends, boolean used) {
        Code spent() {
            return new Code(appid, user, ends, true);
        }
    }
}
