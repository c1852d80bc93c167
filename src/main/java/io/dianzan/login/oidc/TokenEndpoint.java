package io.dianzan.login.oidc;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.config.ServerConfig.Oidc;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Json;
import io.dianzan.login.Attempt;
import io.dianzan.login.BadAnswer;
import io.dianzan.login.Deadline;
import io.dianzan.login.Exchange.Answer;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Turns a code into an ID token (Core 1.0, section 3.1.3); access and refresh tokens are not even read. */
final class TokenEndpoint {
    /** RFC 6749, section 5.2; other words are not logged, for they are the issuer's and may say anything. */
    private static final Set<String> ERRORS = Set.of(
            "invalid_request", "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope");

    private final IssuerCalls calls;
    private final Oidc settings;

    TokenEndpoint(IssuerCalls calls, Oidc settings) {
        this.calls = calls;
        this.settings = settings;
    }

    Future<String> idToken(String code, Attempt attempt, Metadata issuer, Deadline deadline) {
        var form = new Form()
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", attempt.redirectUri())
                .with("code_verifier", attempt.verifier());
        return send(form, issuer, deadline)
                .map(TokenEndpoint::idToken)
                .recover(failure -> Future.failedFuture(calls.refused(IssuerCalls.TOKEN, failure)));
    }

    /** A client without a secret is public: PKCE is all that binds the code to us. */
    private Future<Answer> send(Form form, Metadata issuer, Deadline deadline) {
        var id = settings.clientId();
        var secret = settings.secret().value();
        if (secret.isEmpty()) {
            return calls.post(issuer.tokenEndpoint(), form.with("client_id", id), null, deadline);
        }
        if (issuer.takes("client_secret_basic")) {
            return calls.post(issuer.tokenEndpoint(), form, basic(id, secret), deadline);
        }
        if (issuer.takes("client_secret_post")) {
            var full = form.with("client_id", id).with("client_secret", secret);
            return calls.post(issuer.tokenEndpoint(), full, null, deadline);
        }
        return Future.failedFuture(new BadAnswer("takes no secret"));
    }

    /** RFC 6749, section 2.3.1: both are encoded as in a form first. */
    private static String basic(String id, String secret) {
        var pair = Form.encoded(id) + ":" + Form.encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String idToken(Answer answer) {
        if (answer.status() != 200) {
            throw refusal(answer);
        }
        var tokens = Json.decode(answer.body(), Tokens.class);
        if (tokens.idToken() == null) {
            throw new BadAnswer("no ID token");
        }
        return tokens.idToken();
    }

    private static RuntimeException refusal(Answer answer) {
        var error = Json.decode(answer.body(), Failure.class).error();
        if ("invalid_grant".equals(error)) {
            return Refusal.CODE_INVALID.refused();
        }
        return new BadAnswer(error != null && ERRORS.contains(error) ? error : "HTTP " + answer.status());
    }

    private record Tokens(@JsonProperty("id_token") String idToken) {
        @Override
        public String toString() {
            return "***";
        }
    }

    private record Failure(@JsonProperty("error") String error) {}
}
