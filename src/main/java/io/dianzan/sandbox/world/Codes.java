package io.dianzan.sandbox.world;

import io.dianzan.sandbox.SandboxApp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The codes of {@code wx.login} and of the consent pages: one use, good for the app and the purpose that they were made
 * for; five minutes of life, ten of a website's (documents of {@code wx.login} and of website login). Used codes are
 * kept for the rest of their life, to be told apart from unknown ones.
 */
public final class Codes {
    private static final Duration LIFE = Duration.ofSeconds(300);
    private static final Duration WEBSITE_LIFE = Duration.ofSeconds(600);
    private static final int MOST_CODES = 100_000;
    private static final int CODE_BYTES = 24;

    private final Map<String, Code> nameToCode = new Recent<>(MOST_CODES);
    private final Clock clock;
    private final Chance chance;

    public Codes(Clock clock, Chance chance) {
        this.clock = clock;
        this.chance = chance;
    }

    /** What a code stands for; {@code scope} is empty for {@code wx.login}. */
    public record Purpose(String appid, String user, String scope, boolean snapshot) {
        public static Purpose login(String appid, String user) {
            return new Purpose(appid, user, "", false);
        }

        boolean isLogin() {
            return scope.isEmpty();
        }
    }

    public synchronized String make(SandboxApp app, Purpose purpose) {
        var life = app.kind() == SandboxApp.Kind.WEBSITE ? WEBSITE_LIFE : LIFE;
        var name = chance.name(CODE_BYTES);
        nameToCode.put(name, new Code(purpose, clock.instant().plus(life), false));
        return name;
    }

    /** Looks at a login code without using it. */
    public synchronized Purpose login(String name, String appid) {
        return look(name, appid, true);
    }

    /** Looks at a consent page's code without using it. */
    public synchronized Purpose consent(String name, String appid) {
        return look(name, appid, false);
    }

    /** Uses up a code that was looked at; of two who do so at once, one is told that he came late. */
    public synchronized void use(String name) {
        var code = nameToCode.get(name);
        if (code == null || code.used()) {
            throw used();
        }
        nameToCode.put(name, new Code(code.purpose(), code.ends(), true));
    }

    private Purpose look(String name, String appid, boolean login) {
        var code = nameToCode.get(name);
        if (code == null
                || !code.purpose().appid().equals(appid)
                || code.purpose().isLogin() != login
                || !clock.instant().isBefore(code.ends())) {
            throw new WechatError(40029, "invalid code");
        }
        if (code.used()) {
            throw used();
        }
        return code.purpose();
    }

    private static WechatError used() {
        return new WechatError(40163, "code been used");
    }

    private record Code(Purpose purpose, Instant ends, boolean used) {}
}
