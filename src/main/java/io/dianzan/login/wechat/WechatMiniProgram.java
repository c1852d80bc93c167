package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.login.CodeLogin;
import io.dianzan.login.Deadline;
import io.dianzan.login.Identity;
import io.vertx.core.Future;

/**
 * Logs in by the code of a mini-program's {@code wx.login}, which WeChat's {@code code2Session} turns into an openid
 * and, where the app is bound to an Open Platform account, a unionid. The session_key of the answer is never even read.
 */
public final class WechatMiniProgram implements CodeLogin {
    private static final String PATH = "/sns/jscode2session";

    private final WechatLogin login;
    private final Wechat settings;

    public WechatMiniProgram(WechatApi api, Wechat settings) {
        this.login = new WechatLogin(api, settings);
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String channel() {
        return settings.channel();
    }

    @Override
    public Future<Identity> identify(String code) {
        return login.trade(PATH, "js_code", code, Session.class, Deadline.in(WechatLogin.PATIENCE))
                .compose(session -> login.identity(PATH, session.openid(), session.unionid()));
    }

    private record Session(
            @JsonProperty int errcode,
            @JsonProperty String openid,
            @JsonProperty String unionid) implements WechatAnswer {
        @Override
        public String toString() {
            return "***";
        }
    }
}
