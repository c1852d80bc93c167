package io.dianzan.sandbox;

import static io.dianzan.sandbox.Stage.PROGRAM;
import static io.dianzan.sandbox.Stage.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.sandbox.Stage.Answer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SessionKeysTest {
    private static final Stage STAGE = new Stage();

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    /** Over the empty message, with the text of the key as it is. */
    private static String signature(String key) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private static Answer call(String what, String openid, String signature, String method) {
        return STAGE.get("/wxa/" + what + "?access_token=" + STAGE.tokenOf(PROGRAM) + "&openid=" + openid
                + "&signature=" + signature + "&sig_method=" + method);
    }

    private static JsonObject session() {
        return STAGE.login(PROGRAM, STAGE.codeOf("u")).json();
    }

    @Test
    void the_signature_is_that_of_wechats_scheme() throws GeneralSecurityException {
        assertThat(signature("o0q0otL8aEzpcZL/FT9WsQ=="))
                .isEqualTo("46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128");
    }

    @Test
    void the_latest_key_of_a_user_is_the_only_one() throws GeneralSecurityException {
        var old = session();
        var latest = session();
        var openid = latest.getString("openid");
        var signature = signature(latest.getString("session_key"));

        assertThat(call("checksession", openid, signature, "hmac_sha256").errcode())
                .isZero();
        assertThat(call("checksession", openid, signature.toUpperCase(Locale.ROOT), "hmac_sha256")
                        .errcode())
                .isZero();
        assertError(call("checksession", openid, signature(old.getString("session_key")), "hmac_sha256"), 87009);
        assertError(call("checksession", openid, signature, "md5"), 87008);
        assertError(call("checksession", "oOther", signature, "hmac_sha256"), 40003);
    }

    @Test
    void a_reset_gives_a_new_key() throws GeneralSecurityException {
        var session = session();
        var openid = session.getString("openid");
        var reset = call("resetusersessionkey", openid, signature(session.getString("session_key")), "hmac_sha256")
                .json();

        assertThat(reset.getString("openid")).isEqualTo(openid);
        assertError(call("checksession", openid, signature(session.getString("session_key")), "hmac_sha256"), 87009);
        assertThat(call("checksession", openid, signature(reset.getString("session_key")), "hmac_sha256")
                        .errcode())
                .isZero();
    }
}
