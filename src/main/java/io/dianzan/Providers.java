package io.dianzan;

import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.login.Breaker;
import io.dianzan.login.IdentityProvider;
import io.dianzan.login.SteadyClock;
import io.dianzan.login.wechat.WechatApi;
import io.dianzan.login.wechat.WechatMiniProgram;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The ways to log in that the config names, and the sandbox that stands in for their servers in the demo. */
final class Providers {
    private final Sandbox sandbox;
    private final List<WechatApi> apis = new ArrayList<>();
    private final List<IdentityProvider> all = new ArrayList<>();

    private Providers(Vertx vertx, ServerConfig config, Sandbox sandbox) {
        this.sandbox = sandbox;
        var clock = new SteadyClock();
        for (var app : wechatApps(config)) {
            var api = new WechatApi(vertx, urlOf(app, sandbox), new Breaker(app.name(), clock));
            apis.add(api);
            if (app.kind() == WechatChannel.MINI_PROGRAM) {
                all.add(new WechatMiniProgram(api, app));
            }
        }
    }

    static Future<Providers> start(Vertx vertx, ServerConfig config) {
        var apps = wechatApps(config).stream()
                .map(app -> new SandboxApp(app.appid(), app.secret().value()))
                .toList();
        if (!config.sandbox().enabled() || apps.isEmpty()) {
            return Future.succeededFuture(new Providers(vertx, config, null));
        }
        return Sandbox.start(vertx, config.sandbox().port(), apps, Clock.systemUTC())
                .map(sandbox -> new Providers(vertx, config, sandbox));
    }

    List<IdentityProvider> all() {
        return List.copyOf(all);
    }

    /** 0 where there is no sandbox. */
    int sandboxPort() {
        return sandbox == null ? 0 : sandbox.port();
    }

    Future<Void> stop() {
        var stopped = new ArrayList<Future<Void>>();
        apis.forEach(api -> stopped.add(api.close()));
        if (sandbox != null) {
            stopped.add(sandbox.close());
        }
        return Future.join(stopped).mapEmpty();
    }

    private static List<Wechat> wechatApps(ServerConfig config) {
        return config.providers().values().stream()
                .filter(Wechat.class::isInstance)
                .map(Wechat.class::cast)
                .toList();
    }

    private static String urlOf(Wechat app, Sandbox sandbox) {
        if (app.apiUrl() != null) {
            return app.apiUrl();
        }
        return sandbox == null ? WechatApi.ADDRESS : sandbox.url();
    }
}
