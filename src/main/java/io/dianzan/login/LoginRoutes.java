package io.dianzan.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.login.RedirectLogin.Callback;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Logging in: by a code that a phone brings, or by sending a browser to the provider and back. */
public final class LoginRoutes {
    private static final int LONGEST = 500;
    /** Versions of the privacy text, as the config counts them. */
    private static final int LAST_PRIVACY = 1_000_000;
    /** Some issuers put a whole session into a code; more does not fit into a request line, beside the rest. */
    private static final int LONGEST_CODE = 2_048;
    /** Codes are opaque; OAuth 2.0 allows these (RFC 6749, appendix A.11). */
    private static final Pattern CODE = Pattern.compile("[\\x20-\\x7e]+");

    private final Map<String, IdentityProvider> nameToProvider;
    private final Logins logins;
    private final Attempts attempts;
    private final VoterGuard guard;
    private final LoginNews news;

    public LoginRoutes(
            List<IdentityProvider> providers, Logins logins, Attempts attempts, VoterGuard guard, LoginNews news) {
        this.nameToProvider =
                providers.stream().collect(Collectors.toUnmodifiableMap(IdentityProvider::name, Function.identity()));
        this.logins = logins;
        this.attempts = attempts;
        this.guard = guard;
        this.news = news;
    }

    /** {@code POST /v1/login/{provider}}: code → identity → voter → token. */
    public Future<Reply> login(RoutingContext ctx) {
        var provider = provider(ctx, CodeLogin.class);
        var brought = Json.decode(ctx.body().buffer(), Brought.class);
        if (brought.code() == null) {
            throw Refused.malformed("code", "the code that the provider gave to the phone");
        }
        return logins.by(provider, brought.code(), brought.agreed()).map(voter -> {
            news.loggedIn(ctx, voter);
            return Reply.json(guard.issue(voter));
        });
    }

    /**
     * {@code GET /v1/login/{provider}?to=/…&privacy=}: sends the browser to the provider, unless it would only be turned
     * away there.
     */
    public Future<Reply> start(RoutingContext ctx) {
        var provider = provider(ctx, RedirectLogin.class);
        var to = Query.text(ctx, "to", LONGEST);
        if (to != null && !OwnSite.isOwnPath(to)) {
            throw Refused.malformed("to", "a path of this site, such as /c/demo");
        }
        var agreed = Query.number(ctx, "privacy", 0, 0, LAST_PRIVACY);
        var back = to == null ? "/" : to;
        if (!provider.opensIn(ctx.request().getHeader(HttpHeaders.USER_AGENT))) {
            // that page says what there is for this browser
            return Future.succeededFuture(Reply.redirect(back));
        }
        var elsewhere = attempts.elsewhere(ctx);
        if (elsewhere != null) {
            return Future.succeededFuture(Reply.redirect(elsewhere));
        }
        var attempt = attempts.begin(provider.name(), back, agreed);
        return provider.addressFor(attempt).map(address -> {
            attempts.keep(ctx, attempt);
            return Reply.redirect(address);
        });
    }

    /** {@code GET /v1/login/{provider}/callback}: the browser is back, with a code, or without where the person declined. */
    public Future<Reply> callback(RoutingContext ctx) {
        var provider = provider(ctx, RedirectLogin.class);
        var state = Query.text(ctx, "state", LONGEST);
        var code = Query.text(ctx, "code", LONGEST_CODE);
        var callback = new Callback(code, Query.text(ctx, "iss", LONGEST));
        var error = Query.text(ctx, "error", LONGEST);
        var attempt = attempts.resume(ctx, provider.name(), state);
        if (code == null) {
            logins.withoutCode(provider, error);
            return Future.succeededFuture(Reply.redirect(attempt.to()));
        }
        if (!CODE.matcher(code).matches()) {
            throw Refusal.CODE_INVALID.refused();
        }
        return attempts.spend(attempt, code)
                .compose(spent -> logins.by(provider, callback, attempt))
                .map(voter -> {
                    guard.keep(ctx, voter);
                    attempts.remember(ctx, attempt);
                    news.loggedIn(ctx, voter);
                    return Reply.redirect(attempt.to());
                })
                .recover(failure -> asksForConsent(failure)
                        ? Future.succeededFuture(Reply.redirect(consentPage(attempt)))
                        : Future.failedFuture(failure));
    }

    /** A browser is shown the privacy text, and comes back with the answer. */
    private static boolean asksForConsent(Throwable failure) {
        return failure instanceof Refused refused && refused.reason() == Refusal.CONSENT_REQUIRED;
    }

    private static String consentPage(Attempt attempt) {
        return "/login?said=consent-required&to=" + URLEncoder.encode(attempt.to(), StandardCharsets.UTF_8);
    }

    private <P extends IdentityProvider> P provider(RoutingContext ctx, Class<P> kind) {
        var provider = nameToProvider.get(ctx.pathParam("provider"));
        if (!kind.isInstance(provider)) {
            throw Refusal.PROVIDER_UNKNOWN.refused();
        }
        return kind.cast(provider);
    }

    /** {@code privacy}: the version of the privacy text that the person agrees to; may be absent. */
    private record Brought(
            @JsonProperty String code, @JsonProperty Integer privacy) {
        int agreed() {
            return privacy == null ? 0 : privacy;
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
