package io.dianzan.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.world.WechatError;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which app is behind a call, told before anything about it is judged: by its appid, or by its token. */
public final class Caller implements Function<Asked, String> {
    private static final String NOBODY = "";

    private final Set<String> appids;
    private final List<Function<String, String>> tokenToAppid;

    /** {@code tokenToAppid}: empty where the token is unknown. */
    public Caller(Set<String> appids, List<Function<String, String>> tokenToAppid) {
        this.appids = appids;
        this.tokenToAppid = tokenToAppid;
    }

    /** Empty where it cannot be told. */
    @Override
    public String apply(Asked asked) {
        var appid = asked.first("appid");
        if (appid == null) {
            var token = asked.first("access_token");
            appid = token == null ? inBody(asked) : owner(token);
        }
        return appids.contains(appid) ? appid : NOBODY;
    }

    private String owner(String token) {
        return tokenToAppid.stream()
                .map(owner -> owner.apply(token))
                .filter(owner -> !owner.isEmpty())
                .findFirst()
                .orElse(NOBODY);
    }

    private static String inBody(Asked asked) {
        try {
            return asked.text().isEmpty() ? NOBODY : asked.body(Named.class).orNobody();
        } catch (WechatError e) {
            return NOBODY;
        }
    }

    private record Named(@JsonProperty String appid) {
        String orNobody() {
            return appid == null ? NOBODY : appid;
        }
    }
}
