package io.dianzan.sandbox.world;

import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.SandboxApp.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The apps that the sandbox knows, by their appids. */
public final class Apps {
    private final Map<String, SandboxApp> appidToApp = new LinkedHashMap<>();
    private final String defaultAppid;

    /** At least one; the first is the default. */
    public Apps(List<SandboxApp> apps) {
        apps.forEach(app -> appidToApp.put(app.appid(), app));
        defaultAppid = apps.get(0).appid();
    }

    public String defaultAppid() {
        return defaultAppid;
    }

    public Set<String> appids() {
        return appidToApp.keySet();
    }

    /** Null where there is none. */
    public SandboxApp get(String appid) {
        return appidToApp.get(appid);
    }

    /** The app that appid and secret name; an absent one is null or empty. */
    public SandboxApp authenticated(String appid, String secret) {
        var app = named(appid);
        if (!app.secret().isEmpty() && isAbsent(secret)) {
            throw new WechatError(41004, "appsecret missing");
        }
        if (!app.accepts(secret)) {
            throw new WechatError(40125, "invalid appsecret");
        }
        return app;
    }

    public SandboxApp named(String appid) {
        if (isAbsent(appid)) {
            throw new WechatError(41002, "appid missing");
        }
        var app = appidToApp.get(appid);
        if (app == null) {
            throw new WechatError(40013, "invalid appid");
        }
        return app;
    }

    /** The app itself, if it is of that kind: what an interface is not open to is 48001. */
    public static SandboxApp of(Kind kind, SandboxApp app) {
        if (app.kind() != kind) {
            throw new WechatError(48001, "api unauthorized");
        }
        return app;
    }

    private static boolean isAbsent(String text) {
        return text == null || text.isEmpty();
    }
}
