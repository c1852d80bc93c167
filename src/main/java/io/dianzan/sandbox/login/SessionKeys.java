package io.dianzan.sandbox.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.token.AppTokens;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Recent;
import io.dianzan.sandbox.world.Subjects;
import io.dianzan.sandbox.world.WechatError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The session keys of a mini-program's users, one each, and the calls that prove to hold one: {@code /wxa/checksession}
 * and {@code /wxa/resetusersessionkey}. The key of their HMAC is the base64 text itself, the message is empty.
 */
public final class SessionKeys {
    private static final int MOST_KEYS = 100_000;
    private static final int KEY_BYTES = 16;

    private final Map<String, String> openidToKey = new Recent<>(MOST_KEYS);
    private final AppTokens tokens;
    private final Chance chance;

    public SessionKeys(AppTokens tokens, Chance chance) {
        this.tokens = tokens;
        this.chance = chance;
    }

    /** A new key in the place of the old one. */
    synchronized String renewed(String openid) {
        var key = Base64.getEncoder().encodeToString(chance.bytes(KEY_BYTES));
        openidToKey.put(openid, key);
        return key;
    }

    public Object check(Asked asked) {
        proven(asked);
        return new Body(0, "ok", null, null);
    }

    public Object reset(Asked asked) {
        var openid = proven(asked);
        return new Body(0, "ok", openid, renewed(openid));
    }

    private synchronized String proven(Asked asked) {
        var app = tokens.appOf(asked, Kind.MINI_PROGRAM);
        var openid = asked.required("openid", 41009);
        if (!Subjects.isOpenidOf(app.appid(), openid)) {
            throw new WechatError(40003, "invalid openid");
        }
        if (!"hmac_sha256".equals(asked.single("sig_method"))) {
            throw new WechatError(87008, "invalid sig_method");
        }
        var key = openidToKey.get(openid);
        if (key == null || !signature(key, "").equalsIgnoreCase(asked.single("signature"))) {
            throw new WechatError(87009, "invalid signature");
        }
        return openid;
    }

    static String signature(String sessionKey, String message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sessionKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Body(
            @JsonProperty int errcode,
            @JsonProperty String errmsg,
            @JsonProperty String openid,
            @JsonProperty("session_key") String sessionKey) {}
}
