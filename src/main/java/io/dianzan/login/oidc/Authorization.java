package io.dianzan.login.oidc;

import io.dianzan.login.Attempt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The address that takes a browser to the issuer. */
final class Authorization {
    private Authorization() {}

    /** For the {@code sub} alone. */
    static String address(String endpoint, String clientId, Attempt attempt) {
        return address(endpoint, clientId, attempt, "openid");
    }

    /** The endpoint's own query, where it has one, stays (RFC 6749, section 3.1). */
    static String address(String endpoint, String clientId, Attempt attempt, String scope) {
        var form = new Form()
                .with("response_type", "code")
                .with("scope", scope)
                .with("client_id", clientId)
                .with("redirect_uri", attempt.redirectUri())
                .with("state", attempt.state())
                .with("nonce", attempt.nonce())
                .with("code_challenge", challenge(attempt.verifier()))
                .with("code_challenge_method", "S256");
        return endpoint + (endpoint.contains("?") ? "&" : "?") + form.text();
    }

    /** RFC 7636, section 4.2. */
    private static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
