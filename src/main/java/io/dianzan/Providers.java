package io.dianzan;

import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfig.Oidc;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.http.OwnSite;
import io.dianzan.login.Breaker;
import io.dianzan.login.IdentityProvider;
import io.dianzan.login.ProviderHealth;
import io.dianzan.login.SteadyClock;
import io.dianzan.login.oidc.OidcLogin;
import io.dianzan.login.wechat.AppToken;
import io.dianzan.login.wechat.JsConfig;
import io.dianzan.login.wechat.JsTicket;
import io.dianzan.login.wechat.MiniProgram;
import io.dianzan.login.wechat.SecretShelf;
import io.dianzan.login.wechat.WechatApi;
import io.dianzan.login.wechat.WechatMiniProgram;
import io.dianzan.login.wechat.WechatPage;
import io.dianzan.store.RedisAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The ways to log in that the config names, and what else we ask of those who offer them. */
final class Providers {
    private final Vertx vertx;
    private final Clock clock = new SteadyClock();
    private final SandboxServer sandbox;
    private final SecretShelf shelf;
    private final List<IdentityProvider> all = new ArrayList<>();
    private final List<Breaker> breakers = new ArrayList<>();
    private final List<Supplier<Future<Void>>> closing = new ArrayList<>();
    private Wechat account;
    private JsTicket ticket;
    private MiniProgram miniProgram;
    private final boolean released;

    private Providers(Vertx vertx, ServerConfig config, RedisAddress redis, KeyRing keys, SandboxServer sandbox) {
        this.vertx = vertx;
        this.sandbox = sandbox;
        released = config.mode() == ServerConfig.Mode.PRODUCTION;
        shelf = new SecretShelf(vertx, redis, keys);
        closing.add(shelf::close);
        for (var provider : config.providers().values()) {
            if (provider instanceof Wechat app) {
                add(app);
            } else if (provider instanceof Oidc issuer) {
                add(issuer);
            }
        }
        shelf.open();
        closing.add(sandbox::close);
    }

    /** {@code keys} encrypt what the processes share of the providers' secrets. */
    static Future<Providers> start(Vertx vertx, ServerConfig config, RedisAddress redis, KeyRing keys) {
        return SandboxServer.start(vertx, config).map(sandbox -> new Providers(vertx, config, redis, keys, sandbox));
    }

    List<IdentityProvider> all() {
        return List.copyOf(all);
    }

    List<ProviderHealth> health() {
        return List.copyOf(breakers);
    }

    /** What pages in WeChat's browser are told for its JS-SDK; null where there is no official account. */
    JsConfig jsConfig(OwnSite site) {
        return ticket == null ? null : new JsConfig(ticket, account.appid(), site::isOurHost, Clock.systemUTC());
    }

    /** Ways into the mini-program; null where there is none. */
    MiniProgram miniProgram() {
        return miniProgram;
    }

    /** 0 where there is no sandbox. */
    int sandboxPort() {
        return sandbox.port();
    }

    Future<Void> stop() {
        return Future.join(closing.stream().map(Supplier::get).toList()).mapEmpty();
    }

    private void add(Wechat app) {
        var api = new WechatApi(vertx, sandbox.instead(app.apiUrl(), WechatApi.ADDRESS), breaker(app.name()));
        closing.add(api::close);
        if (app.kind() == WechatChannel.MINI_PROGRAM) {
            all.add(new WechatMiniProgram(api, app));
            miniProgram = miniProgram(app);
            return;
        }
        all.add(new WechatPage(api, sandbox.instead(app.openUrl(), WechatPage.ADDRESS), app));
        if (app.kind() == WechatChannel.PAGE && ticket == null) {
            account = app;
            ticket = new JsTicket(api, app.appid(), new AppToken(api, app, shelf, clock), shelf, clock);
        }
    }

    /** By a breaker of its own: where no pictures are drawn, people log in. */
    private MiniProgram miniProgram(Wechat app) {
        var api =
                new WechatApi(vertx, sandbox.instead(app.apiUrl(), WechatApi.ADDRESS), breaker(app.name() + "/links"));
        closing.add(api::close);
        return new MiniProgram(api, new AppToken(api, app, shelf, clock), app, released);
    }

    private void add(Oidc issuer) {
        var login = new OidcLogin(vertx, issuer, breaker(issuer.name()), Clock.systemUTC());
        closing.add(login::close);
        all.add(login);
    }

    private Breaker breaker(String provider) {
        var breaker = new Breaker(provider, clock);
        breakers.add(breaker);
        return breaker;
    }
}
