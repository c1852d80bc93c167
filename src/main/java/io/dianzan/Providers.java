package io.dianzan;

import io.dianzan.config.ServerConfig;
import io.dianzan.login.IdentityProvider;
import io.dianzan.login.WechatApi;
import io.dianzan.login.WechatMiniProgram;
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
        for (var provider : config.providers().values()) {
            var api = new WechatApi(vertx, urlOf(provider, sandbox));
            apis.add(api);
            all.add(new WechatMiniProgram(vertx, api, provider));
        }
    }

    static Future<Providers> start(Vertx vertx, ServerConfig config) {
        if (!config.sandbox().enabled() || config.providers().isEmpty()) {
            return Future.succeededFuture(new Providers(vertx, config, null));
        }
        var apps = config.providers().values().stream()
                .map(provider ->
                        new SandboxApp(provider.appid(), provider.secret().value()))
                .toList();
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

    private static String urlOf(ServerConfig.Provider provider, Sandbox sandbox) {
        if (provider.apiUrl() != null) {
            return provider.apiUrl();
        }
        return sandbox == null ? WechatApi.ADDRESS : sandbox.url();
    }
}
