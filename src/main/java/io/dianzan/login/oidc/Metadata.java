package io.dianzan.login.oidc;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.http.Json;
import io.dianzan.login.BadAnswer;
import io.dianzan.login.RedirectLogin.Callback;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** What an issuer says of itself (Discovery 1.0, section 3), as far as a login needs it; lists may be null. */
record Metadata(
        @JsonProperty("issuer") String issuer,
        @JsonProperty("authorization_endpoint") String authorizationEndpoint,
        @JsonProperty("token_endpoint") String tokenEndpoint,
        @JsonProperty("jwks_uri") String jwksUri,

        @JsonProperty("id_token_signing_alg_values_supported")
        List<String> algorithms,

        @JsonProperty("token_endpoint_auth_methods_supported")
        List<String> clientAuthentications,

        @JsonProperty("authorization_response_iss_parameter_supported")
        boolean namesItselfInCallbacks) {

    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    /** Section 4.1: without the slash at the issuer's end. */
    static String addressOf(String issuer) {
        return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + WELL_KNOWN;
    }

    /** Fails with a {@link BadAnswer} where it is not that issuer's (section 4.3) or would send secrets in clear. */
    static Metadata read(Buffer document, String issuer) {
        var metadata = Json.decode(document, Metadata.class);
        if (!issuer.equals(metadata.issuer)) {
            throw new BadAnswer("another issuer");
        }
        requireAddress("authorization_endpoint", metadata.authorizationEndpoint, issuer);
        requireAddress("token_endpoint", metadata.tokenEndpoint, issuer);
        requireAddress("jwks_uri", metadata.jwksUri, issuer);
        return metadata;
    }

    /** RFC 9207, section 2.4: against an issuer that passes another's code on to us. */
    boolean answered(Callback callback) {
        return callback.issuer() == null
                ? !namesItselfInCallbacks
                : callback.issuer().equals(issuer);
    }

    /** By default {@code client_secret_basic}, as section 3 says. */
    boolean takes(String clientAuthentication) {
        return clientAuthentications == null
                ? clientAuthentication.equals("client_secret_basic")
                : clientAuthentications.contains(clientAuthentication);
    }

    private static void requireAddress(String name, String address, String issuer) {
        if (address == null || !isAddress(address, issuer.startsWith("http:"))) {
            throw new BadAnswer("bad " + name);
        }
    }

    private static boolean isAddress(String text, boolean clearAllowed) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null
                    && uri.getFragment() == null
                    && ("https".equals(uri.getScheme()) || (clearAllowed && "http".equals(uri.getScheme())));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
