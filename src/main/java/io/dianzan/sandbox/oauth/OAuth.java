package io.dianzan.sandbox.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.oauth.UserTokens.Pair;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.world.Codes;
import io.dianzan.sandbox.world.WechatError;

/** What a site asks behind the browser's back: {@code /sns/oauth2/…}, {@code /sns/userinfo}, {@code /sns/auth}. */
public final class OAuth {
    private final Apps apps;
    private final Codes codes;
    private final Grants grants;
    private final UserTokens tokens;

    public OAuth(Apps apps, Codes codes, Grants grants, UserTokens tokens) {
        this.apps = apps;
        this.codes = codes;
        this.grants = grants;
        this.tokens = tokens;
    }

    public Object token(Asked asked) {
        var app = apps.authenticated(asked.single("appid"), asked.single("secret"));
        var code = asked.required("code", 41008);
        asked.grant("authorization_code");
        var purpose = codes.consent(code, app.appid());
        codes.use(code);
        var pair = tokens.issue(grants.of(app, purpose));
        return Body.of(pair, pair.grant().unionid(), pair.grant().snapshot() ? 1 : null);
    }

    /** Needs no secret, and tells no unionid. */
    public Object refresh(Asked asked) {
        var app = apps.named(asked.single("appid"));
        asked.grant("refresh_token");
        return Body.of(tokens.renew(asked.required("refresh_token", 41003), app.appid()), null, null);
    }

    public Object userinfo(Asked asked) {
        var grant = grantOf(asked);
        if (!grant.admitsProfile()) {
            throw new WechatError(48001, "api unauthorized");
        }
        return grant.profile();
    }

    public Object auth(Asked asked) {
        grantOf(asked);
        return new Ok(0, "ok");
    }

    private Grant grantOf(Asked asked) {
        var grant = tokens.grantOf(asked.required("access_token", 41001));
        if (!grant.openid().equals(asked.required("openid", 41009))) {
            throw new WechatError(40003, "invalid openid");
        }
        return grant;
    }

    private record Ok(
            @JsonProperty int errcode, @JsonProperty String errmsg) {}

    private record Body(
            @JsonProperty("access_token") String access,
            @JsonProperty("expires_in") long seconds,
            @JsonProperty("refresh_token") String refresh,
            @JsonProperty String openid,
            @JsonProperty String scope,
            @JsonProperty String unionid,
            @JsonProperty("is_snapshotuser") Integer snapshot) {
        static Body of(Pair pair, String unionid, Integer snapshot) {
            var grant = pair.grant();
            var seconds = UserTokens.LIFE.toSeconds();
            return new Body(pair.access(), seconds, pair.refresh(), grant.openid(), grant.scope(), unionid, snapshot);
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
