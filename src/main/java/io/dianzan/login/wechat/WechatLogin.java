package io.dianzan.login.wechat;

import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.fault.Refusal;
import io.dianzan.login.Deadline;
import io.dianzan.login.Identity;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** What every login by a code of WeChat's has in common: the shape of codes and subjects, and the app's credentials. */
final class WechatLogin {
    /** For a whole login, all its calls. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Codes are opaque; these are the characters that were ever seen in one. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,128}");

    private final WechatApi api;
    private final Wechat settings;

    WechatLogin(WechatApi api, Wechat settings) {
        this.api = api;
        this.settings = settings;
    }

    /** Trades a code; {@code parameter} is its name in the query. Only a success is an answer. */
    <T extends WechatAnswer> Future<T> trade(
            String path, String parameter, String code, Class<T> type, Deadline deadline) {
        if (code == null || !CODE.matcher(code).matches()) {
            return Future.failedFuture(Refusal.CODE_INVALID.refused());
        }
        var query = Map.of(
                "appid",
                settings.appid(),
                "secret",
                settings.secret().value(),
                parameter,
                code,
                "grant_type",
                "authorization_code");
        return api.get(path, query, type, deadline)
                .compose(answer -> answer.errcode() == 0
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture(api.refused(path, answer.errcode())));
    }

    /** {@code unionid} may be null or empty; many a person has none. */
    Future<Identity> identity(String path, String openid, String unionid) {
        var union = unionid == null || unionid.isEmpty() ? null : unionid;
        if (!isSubject(openid) || (union != null && !isSubject(union))) {
            return Future.failedFuture(api.down(path, "no openid"));
        }
        return Future.succeededFuture(new Identity(settings.name(), settings.appid(), openid, union));
    }

    private static boolean isSubject(String text) {
        return text != null && SUBJECT.matcher(text).matches();
    }
}
