package io.dianzan.sandbox.oauth;

import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Recent;
import io.dianzan.sandbox.world.WechatError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The tokens of users: two hours, and thirty days for the one that renews it, which cannot be prolonged. (Documents of
 * {@code /sns/oauth2/access_token} and {@code refresh_token}.)
 */
public final class UserTokens {
    static final Duration LIFE = Duration.ofSeconds(7200);
    private static final Duration REFRESH_LIFE = Duration.ofDays(30);
    private static final int MOST_TOKENS = 100_000;
    private static final int TOKEN_BYTES = 66;

    private final Map<String, Access> nameToAccess = new Recent<>(MOST_TOKENS);
    private final Map<String, Refresh> nameToRefresh = new Recent<>(MOST_TOKENS);
    private final Clock clock;
    private final Chance chance;

    public UserTokens(Clock clock, Chance chance) {
        this.clock = clock;
        this.chance = chance;
    }

    /** Both tokens, as they are handed out. */
    record Pair(String access, String refresh, Grant grant) {
        @Override
        public String toString() {
            return "***";
        }
    }

    synchronized Pair issue(Grant grant) {
        var access = fresh(chance.name(TOKEN_BYTES), grant);
        var refresh = chance.name(TOKEN_BYTES);
        nameToRefresh.put(refresh, new Refresh(grant, access, clock.instant().plus(REFRESH_LIFE)));
        return new Pair(access, refresh, grant);
    }

    /** The same token with a new end while it is valid, else a new one. */
    synchronized Pair renew(String name, String appid) {
        var refresh = nameToRefresh.get(name);
        if (refresh == null || !refresh.grant().appid().equals(appid)) {
            throw new WechatError(40030, "invalid refresh_token");
        }
        if (!clock.instant().isBefore(refresh.ends())) {
            throw new WechatError(42002, "refresh_token expired");
        }
        var old = nameToAccess.get(refresh.access());
        var isValid = old != null && clock.instant().isBefore(old.ends());
        var access = fresh(isValid ? refresh.access() : chance.name(TOKEN_BYTES), refresh.grant());
        nameToRefresh.put(name, new Refresh(refresh.grant(), access, refresh.ends()));
        return new Pair(access, name, refresh.grant());
    }

    synchronized Grant grantOf(String name) {
        var access = nameToAccess.get(name);
        if (access == null) {
            throw new WechatError(40001, "invalid credential, access_token is invalid or not latest");
        }
        if (!clock.instant().isBefore(access.ends())) {
            throw new WechatError(42001, "access_token expired");
        }
        return access.grant();
    }

    /** The appid behind a token of whatever age; empty where it is unknown. */
    public synchronized String owner(String name) {
        var access = nameToAccess.get(name);
        return access == null ? "" : access.grant().appid();
    }

    private String fresh(String name, Grant grant) {
        nameToAccess.put(name, new Access(grant, clock.instant().plus(LIFE)));
        return name;
    }

    private record Access(Grant grant, Instant ends) {}

    private record Refresh(Grant grant, String access, Instant ends) {}
}
