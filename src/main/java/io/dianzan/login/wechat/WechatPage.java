package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.fault.Refusal;
import io.dianzan.login.Attempt;
import io.dianzan.login.Deadline;
import io.dianzan.login.Identity;
import io.dianzan.login.RedirectLogin;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Logs in to a page in a browser: in WeChat's own by an official account, on a desktop by a QR code of a website app.
 * Both send the browser away and get a code back, which WeChat turns into an openid and, unless the page is a silent
 * one, a unionid; nothing else of its answers is kept. It is not OAuth 2.0 to the letter: there is no PKCE.
 */
public final class WechatPage implements RedirectLogin {
    /** Where browsers are sent. */
    public static final String ADDRESS = "https://open.weixin.qq.com";

    private static final String TOKEN_PATH = "/sns/oauth2/access_token";
    private static final String PROFILE_PATH = "/sns/userinfo";
    private static final String SILENT = "snsapi_base";
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    private final WechatApi api;
    private final WechatLogin login;
    private final String openUrl;
    private final Wechat settings;

    /** {@code openUrl} without a trailing slash. */
    public WechatPage(WechatApi api, String openUrl, Wechat settings) {
        this.api = api;
        this.login = new WechatLogin(api, settings);
        this.openUrl = openUrl;
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

    /**
     * Elsewhere WeChat's page only says that it must be opened in WeChat; its work app (wxwork) says so too, though it
     * calls itself by both names. The sandbox opens anywhere, and is always on loopback.
     */
    @Override
    public boolean opensIn(String userAgent) {
        var isWechat = userAgent != null && userAgent.contains("MicroMessenger/") && !userAgent.contains("wxwork/");
        return isDesktop() || isWechat || LOOPBACK.contains(URI.create(openUrl).getHost());
    }

    /** WeChat matches this address by a strict pattern: another order of the parameters, and the page does not open. */
    @Override
    public Future<String> addressFor(Attempt attempt) {
        return Future.succeededFuture(openUrl + (isDesktop() ? "/connect/qrconnect" : "/connect/oauth2/authorize")
                + "?appid=" + Escaped.text(settings.appid())
                + "&redirect_uri=" + Escaped.text(attempt.redirectUri())
                + "&response_type=code"
                + "&scope=" + scope()
                + "&state=" + Escaped.text(attempt.state())
                + "#wechat_redirect");
    }

    @Override
    public Future<Identity> identify(Callback callback, Attempt attempt) {
        var deadline = Deadline.in(WechatLogin.PATIENCE);
        return login.trade(TOKEN_PATH, "code", callback.code(), Visit.class, deadline)
                .compose(visit -> visit.isSnapshot()
                        ? Future.failedFuture(Refusal.SNAPSHOT_USER.refused())
                        : unionidOf(visit, deadline)
                                .compose(union -> login.identity(TOKEN_PATH, visit.openid(), union)));
    }

    /**
     * The first answer has it where the person consented. Texts about that differ with their age, and who is known
     * without it is not joined with his other accounts; so where it is missing the profile is asked for it, once. An
     * app that is bound to no Open Platform account pays for that with a call for each login.
     */
    private Future<String> unionidOf(Visit visit, Deadline deadline) {
        var known = visit.unionid() != null && !visit.unionid().isEmpty();
        if (known || settings.silent() || SILENT.equals(visit.scope()) || !visit.hasToken()) {
            return Future.succeededFuture(visit.unionid());
        }
        var query = Map.of("access_token", visit.accessToken(), "openid", visit.openid());
        return api.get(PROFILE_PATH, query, Profile.class, deadline).compose(profile -> switch (profile.errcode()) {
            case 0 -> Future.succeededFuture(profile.unionid());
            // he consented, so this is a snapshot whose flag was not set (WeChat has been seen to forget it)
            case Errcode.NOT_GRANTED -> Future.failedFuture(Refusal.SNAPSHOT_USER.refused());
            // not "no unionid": he would be somebody else from now on
            default -> Future.failedFuture(api.down(PROFILE_PATH, profile.errcode()));
        });
    }

    private boolean isDesktop() {
        return settings.kind() == WechatChannel.DESKTOP;
    }

    private String scope() {
        if (isDesktop()) {
            return "snsapi_login";
        }
        return settings.silent() ? SILENT : "snsapi_userinfo";
    }

    /** {@code snapshot}: 1 for somebody invented, to whom WeChat shows a page that asks too early for too much. */
    private record Visit(
            @JsonProperty int errcode,
            @JsonProperty("access_token") String accessToken,
            @JsonProperty String openid,
            @JsonProperty String unionid,
            @JsonProperty String scope,
            @JsonProperty("is_snapshotuser") int snapshot)
            implements WechatAnswer {
        boolean isSnapshot() {
            return snapshot != 0;
        }

        boolean hasToken() {
            return accessToken != null && openid != null;
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    private record Profile(
            @JsonProperty int errcode, @JsonProperty String unionid) implements WechatAnswer {
        @Override
        public String toString() {
            return "***";
        }
    }
}
