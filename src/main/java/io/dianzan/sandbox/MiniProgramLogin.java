package io.dianzan.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * {@code GET /sns/jscode2session}: a code becomes an openid. Required are appid, secret, js_code and grant_type; others
 * are ignored. A success has no {@code errcode}. (WeChat's document {@code code2Session}; numbers of errors as met in
 * the field.)
 */
final class MiniProgramLogin {
    private final Map<String, SandboxApp> appidToApp;
    private final LoginCodes codes;
    private final People people;

    MiniProgramLogin(Map<String, SandboxApp> appidToApp, LoginCodes codes, People people) {
        this.appidToApp = appidToApp;
        this.codes = codes;
        this.people = people;
    }

    Session session(MultiMap query) {
        var app = appOf(query);
        var code = required(query, "js_code", 41008);
        if (!"authorization_code".equals(single(query, "grant_type"))) {
            throw new WechatError(40002, "invalid grant_type");
        }
        people.count(codes.userOf(code, app.appid()));
        var user = codes.use(code, app.appid());
        return new Session(people.sessionKey(), People.openid(app.appid(), user), people.unionid(user));
    }

    private SandboxApp appOf(MultiMap query) {
        var app = appidToApp.get(required(query, "appid", 41002));
        if (app == null) {
            throw new WechatError(40013, "invalid appid");
        }
        var secret = app.secret().isEmpty() ? "" : required(query, "secret", 41004);
        if (!app.accepts(secret)) {
            throw new WechatError(40125, "invalid appsecret");
        }
        return app;
    }

    private static String required(MultiMap query, String name, int errcode) {
        var value = single(query, name);
        if (value == null || value.isEmpty()) {
            throw new WechatError(errcode, name + " missing");
        }
        return value;
    }

    /** A parameter that comes twice shows that somebody smuggled one in. */
    private static String single(MultiMap query, String name) {
        if (query.getAll(name).size() > 1) {
            throw new WechatError(40097, "invalid args");
        }
        return query.get(name);
    }

    record Session(
            @JsonProperty("session_key") String sessionKey,
            @JsonProperty String openid,
            @JsonProperty String unionid) {}
}
