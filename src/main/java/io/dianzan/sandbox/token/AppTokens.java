package io.dianzan.sandbox.token;

import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Recent;
import io.dianzan.sandbox.world.WechatError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The tokens of apps, from whichever pool; each is good for the interfaces of its own app's kind. */
public final class AppTokens {
    static final Duration LIFE = Duration.ofSeconds(7200);

    /** A token that WeChat has forgotten is malformed to it; that takes so many. */
    private static final int MOST_TOKENS = 10_000;

    private static final int TOKEN_BYTES = 102;

    private final Map<String, AppToken> nameToToken = new Recent<>(MOST_TOKENS);
    private final Apps apps;
    private final Clock clock;
    private final Chance chance;

    public AppTokens(Apps apps, Clock clock, Chance chance) {
        this.apps = apps;
        this.clock = clock;
        this.chance = chance;
    }

    /** The app behind the token of a call, if it is of that kind. */
    public SandboxApp appOf(Asked asked, Kind kind) {
        var app = apps.get(live(asked.required("access_token", 41001)).appid());
        return Apps.of(kind, app);
    }

    /** The appid behind a token of whatever age; empty where it is unknown. */
    public synchronized String owner(String name) {
        var token = nameToToken.get(name);
        return token == null ? "" : token.appid();
    }

    /** The app that asks for a token; a website has no use for one. */
    SandboxApp asking(String appid, String secret) {
        var app = apps.authenticated(appid, secret);
        if (app.kind() == Kind.WEBSITE) {
            throw new WechatError(48001, "api unauthorized");
        }
        return app;
    }

    Clock clock() {
        return clock;
    }

    synchronized AppToken mint(String appid) {
        var token =
                new AppToken(chance.name(TOKEN_BYTES), appid, clock.instant().plus(LIFE), Instant.MAX);
        nameToToken.put(token.name(), token);
        return token;
    }

    /** Null for none: then there is nothing to do. */
    synchronized void kick(AppToken token, Instant out) {
        if (token != null) {
            nameToToken.computeIfPresent(token.name(), (name, same) -> same.kickedOut(out));
        }
    }

    private synchronized AppToken live(String name) {
        var token = nameToToken.get(name);
        if (token == null) {
            throw new WechatError(40014, "invalid access_token");
        }
        var now = clock.instant();
        if (!now.isBefore(token.ends())) {
            throw new WechatError(42001, "access_token expired");
        }
        if (!now.isBefore(token.out())) {
            throw new WechatError(40001, "invalid credential, access_token is invalid or not latest");
        }
        return token;
    }
}
