package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.login.Deadline;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An app's own token, with which it calls what is not a person's: a "stable" one, which WeChat gives out again and again
 * while it lives, so that who fetches it takes it from nobody. All processes use the same one.
 */
public final class AppToken {
    private static final String PATH = "/cgi-bin/stable_token";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** WeChat asks for room for 512 characters. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,1024}");

    private final WechatApi api;
    private final Wechat settings;
    private final SharedSecret secret;

    public AppToken(WechatApi api, Wechat settings, SecretShelf shelf, Clock clock) {
        this.api = api;
        this.settings = settings;
        this.secret = new SharedSecret(shelf, "token:" + settings.appid(), clock, this::fetch);
    }

    /**
     * Makes a call with the token, and once more with another one where WeChat no longer takes that; whether the last
     * answer is a success, the caller sees.
     */
    public <T extends WechatAnswer> Future<T> use(Function<String, Future<T>> call) {
        return secret.get().compose(token -> call.apply(token.value()).compose(answer -> {
            if (!Errcode.refusesToken(answer.errcode())) {
                return Future.succeededFuture(answer);
            }
            return secret.insteadOf(token).compose(another -> call.apply(another.value()));
        }));
    }

    private Future<Issue> fetch() {
        var request = new Application(
                "client_credential", settings.appid(), settings.secret().value(), false);
        return api.post(PATH, Map.of(), request, Grant.class, Deadline.in(PATIENCE))
                .compose(grant -> {
                    if (grant.errcode() != 0) {
                        return Future.failedFuture(api.down(PATH, grant.errcode()));
                    }
                    return grant.token() != null && TOKEN.matcher(grant.token()).matches() && grant.seconds() > 0
                            ? Future.succeededFuture(new Issue(grant.token(), Duration.ofSeconds(grant.seconds())))
                            : Future.failedFuture(api.down(PATH, "no token"));
                });
    }

    private record Application(
            @JsonProperty("grant_type") String grantType,
            @JsonProperty String appid,
            @JsonProperty String secret,
            @JsonProperty("force_refresh") boolean force) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private record Grant(
            @JsonProperty int errcode,
            @JsonProperty("access_token") String token,
            @JsonProperty("expires_in") int seconds)
            implements WechatAnswer {
        @Override
        public String toString() {
            return "***";
        }
    }
}
