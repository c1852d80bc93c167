package io.dianzan;

import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** The sandbox of this process, with the apps that the config names; or none. */
final class SandboxServer {
    private final Sandbox sandbox;

    private SandboxServer(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    static Future<SandboxServer> start(Vertx vertx, ServerConfig config) {
        var apps = apps(config);
        return config.sandbox().enabled() && !apps.isEmpty()
                ? Sandbox.start(vertx, config.sandbox().port(), apps, Clock.systemUTC())
                        .map(SandboxServer::new)
                : Future.succeededFuture(new SandboxServer(null));
    }

    /** 0 where there is none. */
    int port() {
        return sandbox == null ? 0 : sandbox.port();
    }

    /** What is configured, or else the sandbox, or else the real thing. */
    String instead(String configured, String real) {
        if (configured != null) {
            return configured;
        }
        return sandbox == null ? real : sandbox.url();
    }

    Future<Void> close() {
        return sandbox == null ? Future.succeededFuture() : sandbox.close();
    }

    private static List<SandboxApp> apps(ServerConfig config) {
        return config.providers().values().stream()
                .filter(Wechat.class::isInstance)
                .map(app -> app((Wechat) app, config.site().url()))
                .toList();
    }

    /** All are bound to one Open Platform account; browsers are sent back to the site alone. */
    private static SandboxApp app(Wechat app, String siteUrl) {
        var kind =
                switch (app.kind()) {
                    case MINI_PROGRAM -> Kind.MINI_PROGRAM;
                    case PAGE -> Kind.OFFICIAL_ACCOUNT;
                    case DESKTOP -> Kind.WEBSITE;
                };
        var authority = URI.create(siteUrl).getAuthority();
        var domain = authority == null ? "" : authority;
        return new SandboxApp(app.appid(), app.secret().value(), kind, domain, true);
    }
}
