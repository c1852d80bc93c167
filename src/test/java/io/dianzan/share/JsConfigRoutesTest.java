package io.dianzan.share;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.KeyRing;
import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.Web;
import io.dianzan.login.Breaker;
import io.dianzan.login.SteadyClock;
import io.dianzan.login.wechat.AppToken;
import io.dianzan.login.wechat.JsConfig;
import io.dianzan.login.wechat.JsTicket;
import io.dianzan.login.wechat.SecretShelf;
import io.dianzan.login.wechat.WechatApi;
import io.dianzan.store.RedisAddress;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsConfigRoutesTest {
    private static final String ROUTE = "/v1/wechat/js-config";
    private static final Vertx VERTX = Vertx.vertx();
    private static final String GRANT = "{\"access_token\":\"T\",\"ticket\":\"J\",\"expires_in\":7200}";
    private static Web web;

    @BeforeAll
    static void start() {
        var wechat = await(VERTX.createHttpServer()
                .requestHandler(request -> request.response().end(GRANT))
                .listen(0, "127.0.0.1"));
        Endpoint endpoint = new JsConfigRoutes(config("http://127.0.0.1:" + wechat.actualPort()))::config;
        var router = Router.router(VERTX);
        Faults.mount(router);
        Endpoint none = new JsConfigRoutes(null)::config;
        router.get(ROUTE).handler(endpoint.handler());
        router.get("/none" + ROUTE).handler(none.handler());
        web = new Web(
                VERTX,
                await(VERTX.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                        .actualPort());
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void a_page_of_ours_gets_its_signature() {
        var answer = web.get(ROUTE + "?url=https%3A%2F%2Fvote.example%2Fc%2Fdemo%3Fa%3D1%23x");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().fieldNames()).containsExactly("appId", "timestamp", "nonceStr", "signature");
        assertThat(answer.json().getString("appId")).isEqualTo("wx1");
        assertThat(answer.json().getString("signature")).matches("[0-9a-f]{40}");
        assertThat(answer.text()).doesNotContain("\"J\"", "\"T\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?url=", "?url=x", "?url=https%3A%2F%2Fevil.example%2F", "?url=%FF"})
    void what_is_no_page_of_ours_is_malformed(String query) {
        var answer = web.get(ROUTE + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed");
        assertThat(answer.json().getString("field")).isEqualTo("url");
    }

    @Test
    void without_an_official_account_there_is_no_such_provider() {
        var answer = web.get("/none" + ROUTE + "?url=https%3A%2F%2Fvote.example%2F");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("provider-unknown");
    }

    private static JsConfig config(String url) {
        KeyRing keys = TestKeys.ring("k1");
        var clock = new SteadyClock();
        var settings =
                new Wechat("wechat-page", WechatChannel.PAGE, "wx1", new Secret("s"), url, null, false, null, null);
        var api = new WechatApi(VERTX, url, new Breaker(settings.name(), clock));
        var nowhere = new SecretShelf(VERTX, new RedisAddress("redis://127.0.0.1:1", new Secret("")), keys);
        var token = new AppToken(api, settings, nowhere, clock);
        var ticket = new JsTicket(api, settings.appid(), token, nowhere, clock);
        return new JsConfig(ticket, settings.appid(), "vote.example"::equals, Clock.systemUTC());
    }
}
