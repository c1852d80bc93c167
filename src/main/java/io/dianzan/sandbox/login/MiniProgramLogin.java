package io.dianzan.sandbox.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.world.Codes;
import io.dianzan.sandbox.world.Quota;
import io.dianzan.sandbox.world.WechatError;

/**
 * {@code GET /sns/jscode2session}: a code becomes an openid. Required are appid, secret, js_code and grant_type; others
 * are ignored. (WeChat's document {@code code2Session}; numbers of errors as met in the field.)
 */
public final class MiniProgramLogin {
    private final Apps apps;
    private final Codes codes;
    private final MiniProgramUsers users;
    private final Quota logins;

    /** {@code logins}: how often a user may, which older documents call 100 times a minute. */
    public MiniProgramLogin(Apps apps, Codes codes, MiniProgramUsers users, Quota logins) {
        this.apps = apps;
        this.codes = codes;
        this.users = users;
        this.logins = logins;
    }

    public Object session(Asked asked) {
        var app = apps.authenticated(asked.single("appid"), asked.single("secret"));
        var code = asked.required("js_code", 41008);
        asked.grant("authorization_code");
        Apps.of(SandboxApp.Kind.MINI_PROGRAM, app);
        var user = codes.login(code, app.appid()).user();
        if (!logins.take(user)) {
            throw new WechatError(45011, "api minute-quota reach limit, must slower, retry next minute");
        }
        users.admit(user);
        codes.use(code);
        return users.session(app, user);
    }

    /** {@code errcode} and {@code errmsg} are null as a rule: WeChat tells them only of failures. */
    record Session(
            @JsonProperty Integer errcode,
            @JsonProperty String errmsg,
            @JsonProperty("session_key") String sessionKey,
            @JsonProperty String openid,
            @JsonProperty String unionid) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
