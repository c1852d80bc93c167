package io.dianzan.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Logging in by a provider's code. */
public final class LoginRoutes {
    private final Map<String, IdentityProvider> nameToProvider;
    private final Voters voters;
    private final Tokens tokens;

    public LoginRoutes(List<IdentityProvider> providers, Voters voters, Tokens tokens) {
        this.nameToProvider =
                providers.stream().collect(Collectors.toUnmodifiableMap(IdentityProvider::name, Function.identity()));
        this.voters = voters;
        this.tokens = tokens;
    }

    /** {@code POST /v1/login/{provider}}: code → identity → voter → token. */
    public Future<Reply> login(RoutingContext ctx) {
        var provider = nameToProvider.get(ctx.pathParam("provider"));
        if (!(provider instanceof CodeLogin codeLogin)) {
            throw Refusal.PROVIDER_UNKNOWN.refused();
        }
        var attempt = Json.decode(ctx.body().buffer(), Attempt.class);
        if (attempt.code() == null) {
            throw Refused.malformed("code", "the code that the provider gave to the phone");
        }
        return codeLogin
                .identify(attempt.code())
                .compose(voters::admit)
                .map(tokens::issue)
                .map(Reply::json);
    }

    /** {@code privacy}: the version of the privacy text agreed to; accepted, and not yet looked at. */
    private record Attempt(
            @JsonProperty String code, @JsonProperty Integer privacy) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
