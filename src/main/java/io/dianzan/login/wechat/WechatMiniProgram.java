package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.fault.Refusal;
import io.dianzan.login.CodeLogin;
import io.dianzan.login.Deadline;
import io.dianzan.login.Identity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Logs in by the code of a mini-program's {@code wx.login}, which WeChat's {@code code2Session} turns into an openid
 * and, where the app is bound to an Open Platform account, a unionid. Failures come as HTTP 200 with an errcode; a
 * success has none, or 0. The session_key of the answer is never even read.
 */
public final class WechatMiniProgram implements CodeLogin {
    private static final String PATH = "/sns/jscode2session";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int RETRIES = 2;
    /** Codes are opaque; these are the characters that were ever seen in one. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,128}");
    /** The limit is one of a minute (errcode 45011). */
    private static final int PAUSE_SECONDS = 60;

    private static final int BUSY = -1;

    private final Vertx vertx;
    private final WechatApi api;
    private final Wechat settings;

    public WechatMiniProgram(Vertx vertx, WechatApi api, Wechat settings) {
        this.vertx = vertx;
        this.api = api;
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
        if (!CODE.matcher(code).matches()) {
            return Future.failedFuture(Refusal.CODE_INVALID.refused());
        }
        return ask(code, Deadline.in(PATIENCE), RETRIES);
    }

    private Future<Identity> ask(String code, Deadline deadline, int retries) {
        return api.get(PATH, queryOf(code), Session.class, deadline).compose(session -> {
            if (session.errcode() == BUSY && retries > 0) {
                return pause().compose(over -> ask(code, deadline, retries - 1));
            }
            return identityOf(session);
        });
    }

    private Map<String, String> queryOf(String code) {
        return Map.of(
                "appid",
                settings.appid(),
                "secret",
                settings.secret().value(),
                "js_code",
                code,
                "grant_type",
                "authorization_code");
    }

    private Future<Identity> identityOf(Session session) {
        return switch (session.errcode()) {
            case 0 -> known(session);
            case 40029 -> Future.failedFuture(Refusal.CODE_INVALID.refused());
            case 40163 -> Future.failedFuture(Refusal.CODE_USED.refused());
            case 40226 -> Future.failedFuture(Refusal.ACCOUNT_RISKY.refused());
            case 45011 -> Future.failedFuture(Refusal.TOO_FAST.refused().retryAfter(PAUSE_SECONDS));
            default -> Future.failedFuture(api.down(PATH, "errcode " + session.errcode()));
        };
    }

    private Future<Identity> known(Session session) {
        var union = session.unionid() == null || session.unionid().isEmpty() ? null : session.unionid();
        if (!isSubject(session.openid()) || (union != null && !isSubject(union))) {
            return Future.failedFuture(api.down(PATH, "no openid"));
        }
        return Future.succeededFuture(new Identity(name(), settings.appid(), session.openid(), union));
    }

    private static boolean isSubject(String text) {
        return text != null && SUBJECT.matcher(text).matches();
    }

    /** At random, so that those who were turned away together do not come back together. */
    private Future<Void> pause() {
        return vertx.timer(ThreadLocalRandom.current().nextInt(50, 250), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    private record Session(
            @JsonProperty int errcode,
            @JsonProperty String openid,
            @JsonProperty String unionid) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
