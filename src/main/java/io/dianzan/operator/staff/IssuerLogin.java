package io.dianzan.operator.staff;

import io.dianzan.config.ServerConfig.StaffOidc;
import io.dianzan.fault.Refusal;
import io.dianzan.login.Attempts;
import io.dianzan.login.RedirectLogin.Callback;
import io.dianzan.login.oidc.OidcLogin;
import io.dianzan.login.oidc.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Operators whom an issuer of OpenID Connect vouches for; their role is that of their groups at each login. */
public final class IssuerLogin {
    private static final String PROVIDER = "operator";
    private static final String CALLBACK = "/operator/login/oidc/callback";
    /** So that nobody is taken for a local account of the same name. */
    private static final String PREFIX = "oidc:";

    private static final int LONGEST_NAME = 200;

    private final OidcLogin issuer;
    private final Attempts attempts;
    private final StaffOidc config;
    private final RoleMapping roles;

    public IssuerLogin(OidcLogin issuer, Attempts attempts, StaffOidc config) {
        this.issuer = issuer;
        this.attempts = attempts;
        this.config = config;
        this.roles = new RoleMapping(config.roleToGroups());
    }

    /** Who came back, and where he was on his way to. */
    public record Arrived(Operator operator, String to) {}

    /** Where to send the browser. */
    public Future<String> start(RoutingContext ctx, String to) {
        var attempt = attempts.begin(PROVIDER, CALLBACK, to, 0);
        return issuer.addressFor(attempt).map(address -> {
            attempts.keep(ctx, attempt);
            return address;
        });
    }

    /** Fails with {@code role-missing} for who is in no group that has one. */
    public Future<Arrived> finish(RoutingContext ctx, String state, Callback callback) {
        var attempt = attempts.resume(ctx, PROVIDER, state);
        return issuer.person(callback, attempt).map(person -> new Arrived(operator(person), attempt.to()));
    }

    private Operator operator(Person person) {
        var role = roles.of(person.texts(config.claim())).orElseThrow(Refusal.ROLE_MISSING::refused);
        var name = config.name().equals("sub") ? person.subject() : person.text(config.name());
        if (name == null || name.length() > LONGEST_NAME) {
            throw Refusal.ROLE_MISSING.refused();
        }
        return new Operator(PREFIX + name, role);
    }
}
