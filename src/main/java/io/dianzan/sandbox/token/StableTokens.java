package io.dianzan.sandbox.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Quota;
import io.dianzan.sandbox.world.WechatError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code POST /cgi-bin/stable_token}: a pool of its own, in which every call meets the same token while it has more than
 * five minutes. Force ends it at once, 20 times a day and not within 30 seconds. (WeChat's document of it.)
 */
public final class StableTokens {
    private static final Duration LEAST = Duration.ofSeconds(300);
    private static final Duration FORCE_PAUSE = Duration.ofSeconds(30);
    private static final int FORCED_PER_DAY = 20;
    private static final int CALLS_PER_MINUTE = 10_000;

    private final Map<String, AppToken> appidToLatest = new HashMap<>();
    private final Map<String, Instant> appidToForced = new HashMap<>();
    private final AppTokens tokens;
    private final Quota calls;
    private final Quota forced;

    public StableTokens(AppTokens tokens) {
        this.tokens = tokens;
        this.calls = new Quota(CALLS_PER_MINUTE, Quota.MINUTE, tokens.clock());
        this.forced = new Quota(FORCED_PER_DAY, Quota.DAY, tokens.clock());
    }

    public synchronized Object token(Asked asked) {
        var order = asked.body(Order.class);
        if (!"client_credential".equals(order.grantType())) {
            throw new WechatError(40002, "invalid grant_type");
        }
        var appid = tokens.asking(order.appid(), order.secret()).appid();
        if (!calls.take(appid)) {
            throw new WechatError(45011, "api minute-quota reach limit, must slower, retry next minute");
        }
        var now = tokens.clock().instant();
        return (order.force() && mayForce(appid, now) ? renewed(appid, now) : latest(appid)).body(now);
    }

    private AppToken latest(String appid) {
        var latest = appidToLatest.get(appid);
        if (latest == null || latest.left(tokens.clock().instant()).compareTo(LEAST) <= 0) {
            latest = tokens.mint(appid);
            appidToLatest.put(appid, latest);
        }
        return latest;
    }

    /** Who forces again too soon gets the token that there is. */
    private boolean mayForce(String appid, Instant now) {
        if (now.isBefore(appidToForced.getOrDefault(appid, Instant.MIN).plus(FORCE_PAUSE))) {
            return false;
        }
        if (!forced.take(appid)) {
            throw new WechatError(45009, "reach max api daily quota limit");
        }
        appidToForced.put(appid, now);
        return true;
    }

    private AppToken renewed(String appid, Instant now) {
        tokens.kick(appidToLatest.remove(appid), now);
        return latest(appid);
    }

    private record Order(
            @JsonProperty("grant_type") String grantType,
            @JsonProperty String appid,
            @JsonProperty String secret,
            @JsonProperty("force_refresh") boolean force) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
