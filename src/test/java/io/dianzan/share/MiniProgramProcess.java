package io.dianzan.share;

import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestRedis;
import io.dianzan.login.Breaker;
import io.dianzan.login.SteadyClock;
import io.dianzan.login.wechat.AppToken;
import io.dianzan.login.wechat.MiniProgram;
import io.dianzan.login.wechat.SecretShelf;
import io.dianzan.login.wechat.WechatApi;
import io.dianzan.store.RedisAddress;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/** One process of several, as far as ways into the mini-program go; it remembers nothing yet. */
record MiniProgramProcess(MiniProgram program, Pool pool, Errands errands) {
    static final String APPID = "wxsandbox000000001";

    static MiniProgramProcess started(
            Vertx vertx, TestPostgres postgres, TestRedis redis, String wechat, boolean released) {
        var settings = new Wechat(
                "wechat",
                WechatChannel.MINI_PROGRAM,
                APPID,
                new Secret("s"),
                wechat,
                null,
                false,
                "pages/work/work",
                null);
        var clock = new SteadyClock();
        var api = new WechatApi(vertx, wechat, new Breaker("wechat", clock));
        var shelf = new SecretShelf(vertx, new RedisAddress(redis.url(), new Secret("")), TestKeys.ring("k1"));
        shelf.open();
        var program = new MiniProgram(api, new AppToken(api, settings, shelf, clock), settings, released);
        var pool = postgres.pool(vertx, 4);
        return new MiniProgramProcess(program, pool, new Errands(vertx, pool));
    }

    UrlLinks links() {
        return new UrlLinks(program, new UrlLinkTable(pool), errands);
    }

    MiniProgramCode codes() {
        return new MiniProgramCodes(program, new MiniProgramCodeTable(pool), errands);
    }
}
