package io.dianzan;

import io.dianzan.kit.Ask;
import io.dianzan.kit.RunningServer;
import io.vertx.core.json.JsonObject;

/** Orders to a server's sandbox, and what a phone, a browser or somebody else would ask of it. */
final class SandboxOrders {
    private final RunningServer server;

    SandboxOrders(RunningServer server) {
        this.server = server;
    }

    JsonObject order(String what, JsonObject order) {
        var ask = new Ask("POST", "/__sandbox/" + what).body(order.encode());
        return new JsonObject(ask.of(server.sandboxPort()).body());
    }

    /** What {@code wx.login} or a consent page of that app would give to this user. */
    String loginCode(String appid, String user) {
        return order("login-code", new JsonObject().put("appid", appid).put("user", user))
                .getString("code");
    }

    /** Brings a code to the provider; {@code parameter} is its name there. */
    void spend(String path, String appid, String parameter, String code) {
        new Ask("GET", path)
                .query("appid", appid)
                .query("secret", "any")
                .query(parameter, code)
                .query("grant_type", "authorization_code")
                .of(server.sandboxPort());
    }
}
