package io.dianzan.sandbox.token;

import io.dianzan.sandbox.wire.Asked;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code GET /cgi-bin/token}: every call makes a new token, and the one before lives five minutes more. (The guide's
 * word on the central control of tokens.)
 */
public final class ClassicTokens {
    private static final Duration GRACE = Duration.ofSeconds(300);

    private final Map<String, AppToken> appidToLatest = new HashMap<>();
    private final AppTokens tokens;

    public ClassicTokens(AppTokens tokens) {
        this.tokens = tokens;
    }

    public synchronized Object token(Asked asked) {
        asked.grant("client_credential");
        var app = tokens.asking(asked.single("appid"), asked.single("secret"));
        var now = tokens.clock().instant();
        var token = tokens.mint(app.appid());
        tokens.kick(appidToLatest.put(app.appid(), token), now.plus(GRACE));
        return token.body(now);
    }
}
