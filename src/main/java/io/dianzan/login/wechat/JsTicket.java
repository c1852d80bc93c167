package io.dianzan.login.wechat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.login.Deadline;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The ticket under which an official account signs the addresses of pages that use WeChat's JS-SDK. All processes use
 * the same one: WeChat counts how often it is asked for.
 */
public final class JsTicket {
    private static final String PATH = "/cgi-bin/ticket/getticket";
    /** Less than that of a shared secret's fetch, for a token may have to be fetched before. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Pattern TICKET = Pattern.compile("[!-~]{1,512}");

    private final WechatApi api;
    private final AppToken token;
    private final SharedSecret secret;

    /** {@code token} is that of an official account; other apps get none. */
    public JsTicket(WechatApi api, String appid, AppToken token, SecretShelf shelf, Clock clock) {
        this.api = api;
        this.token = token;
        this.secret = new SharedSecret(shelf, "ticket:" + appid, clock, this::fetch);
    }

    Future<String> value() {
        return secret.get().map(HeldSecret::value);
    }

    private Future<Issue> fetch() {
        return token.use(this::ask).compose(grant -> {
            if (grant.errcode() != 0) {
                return Future.failedFuture(api.down(PATH, grant.errcode()));
            }
            return grant.ticket() != null && TICKET.matcher(grant.ticket()).matches() && grant.seconds() > 0
                    ? Future.succeededFuture(new Issue(grant.ticket(), Duration.ofSeconds(grant.seconds())))
                    : Future.failedFuture(api.down(PATH, "no ticket"));
        });
    }

    private Future<Grant> ask(String accessToken) {
        return api.get(PATH, Map.of("access_token", accessToken, "type", "jsapi"), Grant.class, Deadline.in(PATIENCE));
    }

    private record Grant(
            @JsonProperty int errcode,
            @JsonProperty String ticket,
            @JsonProperty("expires_in") int seconds) implements WechatAnswer {
        @Override
        public String toString() {
            return "***";
        }
    }
}
